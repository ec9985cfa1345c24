using System.Globalization;
using Postern.Daemon.CommandLine;
using Postern.Milter.Client;
using Postern.Tools.Mtasim.Administration;
using Postern.Tools.Mtasim.Filter;

namespace Postern.Tools.Mtasim.CommandLine;

/// <summary>Makes <see cref="MtasimOptions"/> of a command line. A later option wins over an earlier one; lists grow.</summary>
internal static class MtasimOptionsBinder
{
    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static MtasimOptions Bind(IReadOnlyList<string> arguments)
    {
        var (parsed, words) = CommandLineParser<MtasimOption>.Parse(arguments, MtasimOptionTable.All);
        var options = new MtasimOptions { HostArguments = words };
        foreach (var option in parsed)
            options = ApplyMode(options, option) ?? ApplyProtocol(options, option) ?? ApplyRest(options, option);
        if (words.Count > 0 && !options.StartsHost && options.Mode is MtasimMode.Stdio or MtasimMode.Daemon)
            throw new UsageException($"unexpected word `{words[0]}': words are for the host that -Xauto starts");
        return options;
    }

    private static MtasimOptions? ApplyMode(MtasimOptions options, ParsedOption<MtasimOption> option) => option.Id switch
    {
        MtasimOption.ModeLetter => options with { Mode = ModeOf(option.Value!) },
        MtasimOption.Daemon => options with { Mode = MtasimMode.Daemon },
        MtasimOption.Stdio => options with { Mode = MtasimMode.Stdio },
        MtasimOption.Help => options with { Mode = MtasimMode.Help },
        MtasimOption.Usage => options with { Mode = MtasimMode.Usage },
        MtasimOption.Version => options with { Mode = MtasimMode.Version },
        MtasimOption.Group => options with { Groups = [.. options.Groups, option.Value!] },
        MtasimOption.User => options with { User = option.Value },
        _ => null,
    };

    private static MtasimOptions? ApplyProtocol(MtasimOptions options, ParsedOption<MtasimOption> option) => option.Id switch
    {
        MtasimOption.BodyChunk => options with { BodyChunk = ChunkSize(option.Value!) },
        MtasimOption.MilterActions => options with { Actions = BitMask("--milter-actions", option.Value!) },
        MtasimOption.MilterProto => options with { Steps = BitMask("--milter-proto", option.Value!) },
        MtasimOption.MilterVersion => options with { Version = ProtocolVersion(option.Value!) },
        MtasimOption.MilterTimeout => options with { Timeouts = Timeouts(options.Timeouts, option.Value!) },
        MtasimOption.PacketLog => options with { PacketLog = LogLevel(option.Value!) },
        MtasimOption.Port => options with { Port = option.Value },
        MtasimOption.StateDirectory => options with { UsesStateDirectory = !option.IsNegated },
        _ => null,
    };

    private static MtasimOptions ApplyRest(MtasimOptions options, ParsedOption<MtasimOption> option) => option.Id switch
    {
        MtasimOption.Define => options with { Macros = [.. options.Macros, Macro(option.Value!)] },
        MtasimOption.Interactive => options with { IsInteractive = !option.IsNegated },
        MtasimOption.Prompt => options with { Prompt = Bytes.FromUnicode(option.Value!) },
        MtasimOption.Sender => options with { Sender = Sender(option.Value!) },
        MtasimOption.Append => options with { AppendsTrace = !option.IsNegated },
        MtasimOption.TraceFile => options with { TraceFile = option.Value },
        MtasimOption.Verbose => options with { IsVerbose = true },
        _ => throw new InvalidOperationException($"option {option.Id} has no meaning"),
    };

    private static MtasimMode ModeOf(string letter) => letter switch
    {
        "d" => MtasimMode.Daemon,
        "s" => MtasimMode.Stdio,
        _ => throw new UsageException($"unsupported mode: -b{letter}; -bd and -bs are known"),
    };

    private static int ChunkSize(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is > 0 and <= MilterClient.ChunkSize
            ? size
            : throw new UsageException($"--body-chunk: a number of bytes from 1 to {MilterClient.ChunkSize} was expected, not `{text}'");

    /// <summary>Decimal, <c>0x</c> hexadecimal or <c>0</c> octal, as C reads numbers.</summary>
    private static uint BitMask(string option, string text)
    {
        try
        {
            if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
                return Convert.ToUInt32(text, 16);
            return text.Length > 1 && text[0] == '0' && text.All(char.IsAsciiDigit)
                ? Convert.ToUInt32(text, 8)
                : uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new UsageException($"{option}: a number of 32 bits was expected, not `{text}'");
        }
    }

    /// <summary><c>N</c>, or <c>MAJOR.MINOR[.PATCH]</c>, which is one number of a byte for each.</summary>
    private static int ProtocolVersion(string text)
    {
        string[] parts = text.Split('.');
        int version = 0;
        foreach (string part in parts)
        {
            if (parts.Length > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out byte number))
                throw new UsageException($"invalid version syntax (near {text}): N or MAJOR.MINOR[.PATCH] was expected");
            version = (version << 8) | number;
        }

        version = parts.Length == 1 ? version : version << (8 * (4 - parts.Length));
        return version >= 2 ? version : throw new UsageException($"milter protocol version 2 or later was expected, not {text}");
    }

    private static FilterTimeouts Timeouts(FilterTimeouts timeouts, string text) =>
        timeouts.TryParse(text, ',', '=', out var parsed, out string problem) ? parsed : throw new UsageException(problem);

    private static PacketLogLevel LogLevel(string text) =>
        Enum.TryParse(text, ignoreCase: true, out PacketLogLevel level) && Enum.IsDefined(level) && !char.IsAsciiDigit(text[0])
            ? level
            : throw new UsageException($"{text}: invalid log level; fatal, err, warn, info, debug and proto are known");

    private static MilterMacro Macro(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new MilterMacro(Bytes.FromUnicode(text[..equals]), Bytes.FromUnicode(text[(equals + 1)..]))
            : throw new UsageException($"wrong assignment format: {text}; MACRO=VALUE was expected");
    }

    private static SenderAddress Sender(string text) =>
        SenderAddress.TryParse([.. Bytes.FromUnicode(text).Split(',')], out var sender, out string problem)
            ? sender
            : throw new UsageException($"--sender-sockaddr={text}: {problem}");
}
