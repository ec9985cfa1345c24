using Postern.Milter.Wire;

namespace Postern.Milter.Session.Commands;

/// <summary>All commands by letter.</summary>
internal static class CommandTable
{
    private const byte First = (byte)'A';

    public static readonly StageCommand Body = new BodyStage();

    private static readonly SessionCommand?[] Commands = Make();

    /// <summary>The command of a letter; <see langword="null"/> when the protocol has none.</summary>
    public static SessionCommand? Find(byte code)
    {
        int index = code - First;
        return (uint)index < (uint)Commands.Length ? Commands[index] : null;
    }

    private static SessionCommand?[] Make()
    {
        var table = new SessionCommand?['Z' - First + 1];
        Put(CommandCode.Abort, new AbortCommand());
        Put(CommandCode.Body, Body);
        Put(CommandCode.Connect, new ConnectStage());
        Put(CommandCode.Macro, new MacroCommand());
        Put(CommandCode.EndOfMessage, new EndOfMessageStage());
        Put(CommandCode.Helo, new HeloStage());
        Put(CommandCode.QuitNewConnection, new QuitNewConnectionCommand());
        Put(CommandCode.Header, new HeaderStage());
        Put(CommandCode.Mail, new MailStage());
        Put(CommandCode.EndOfHeaders, new EndOfHeadersStage());
        Put(CommandCode.OptionNegotiation, new NegotiationCommand());
        Put(CommandCode.Quit, new QuitCommand());
        Put(CommandCode.Rcpt, new RcptStage());
        Put(CommandCode.Data, new DataStage());
        Put(CommandCode.Unknown, new UnknownStage());
        return table;

        void Put(CommandCode code, SessionCommand command) => table[(byte)code - First] = command;
    }
}
