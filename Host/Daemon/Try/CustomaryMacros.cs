using Postern.Abstractions.Milter;
using Postern.Milter.Client;

namespace Postern.Daemon.Try;

/// <summary>What every MTA sends.</summary>
internal static class CustomaryMacros
{
    public static IEnumerable<(MilterStage Stage, MilterMacro Macro)> Of(string host, string address, string sender, string queueId, string daemon)
    {
        string bare = sender.Trim('<', '>');
        return
        [
            (MilterStage.Connect, new MilterMacro("j", "localhost")),
            (MilterStage.Connect, new MilterMacro("daemon_name", daemon)),
            (MilterStage.Connect, new MilterMacro("client_name", host)),
            (MilterStage.Connect, new MilterMacro("client_addr", address)),
            (MilterStage.Mail, new MilterMacro("f", bare)),
            (MilterStage.Mail, new MilterMacro("mail_addr", bare)),
            (MilterStage.Mail, new MilterMacro("i", queueId)),
            (MilterStage.Data, new MilterMacro("i", queueId)),
            (MilterStage.EndOfMessage, new MilterMacro("i", queueId)),
        ];
    }
}
