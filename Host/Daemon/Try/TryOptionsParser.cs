using System.Globalization;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Milter.Server;

namespace Postern.Daemon.Try;

/// <summary>Reads the command line of <c>postern try</c>: <c>--option value</c>, <c>--option=value</c>, and the message's file.</summary>
internal sealed class TryOptionsParser
{
    private const string QueueId = "TRY1";

    private readonly List<string> _to = [];
    private readonly List<(string Name, string Value)> _header = [];
    private readonly Dictionary<MilterStage, List<MilterMacro>> _macros = [];
    private readonly List<MilterMacro> _common = [];
    private string _socket = TryOptions.DefaultSocket;
    private string _from = "<sender@example.org>";
    private string _helo = "localhost";
    private string _client = "localhost[127.0.0.1]";
    private string? _body;
    private string? _file;
    private int _version = 6;
    private TimeSpan? _timeout;
    private bool _diff;

    public static TryOptions Parse(IReadOnlyList<string> arguments)
    {
        var parser = new TryOptionsParser();
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                parser.TakeFile(argument);
                continue;
            }

            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? argument : argument[..equals];
            if (name == "--diff" && equals < 0)
                parser._diff = true;
            else if (equals >= 0)
                parser.Take(name, argument[(equals + 1)..]);
            else if (!IsKnown(name) || i + 1 < arguments.Count)
                parser.Take(name, IsKnown(name) ? arguments[++i] : "");
            else
                throw new TryUsageException($"{name} needs a value");
        }

        return parser.Finish();
    }

    private static bool IsKnown(string name) => name is "--socket" or "--from" or "--to" or "--helo" or "--client" or "--header"
        or "--body" or "--macro" or "--version" or "--timeout" or "--eml";

    private void Take(string name, string value)
    {
        switch (name)
        {
            case "--socket":
                _socket = value;
                break;
            case "--from":
                _from = Bracketed(value);
                break;
            case "--to":
                _to.Add(Bracketed(value));
                break;
            case "--helo":
                _helo = ByteText.FromTerminal(value);
                break;
            case "--client":
                _client = value;
                break;
            case "--header":
                TakeHeader(value);
                break;
            case "--body":
                _body = ByteText.FromTerminal(value);
                break;
            case "--macro":
                TakeMacro(value);
                break;
            case "--version":
                _version = Number(name, value, 2, 6);
                break;
            case "--timeout":
                _timeout = TimeSpan.FromSeconds(Number(name, value, 1, 86400));
                break;
            case "--eml":
                TakeFile(value);
                break;
            default:
                throw new TryUsageException($"unknown option {name}; postern try --help lists the options");
        }
    }

    private void TakeFile(string file)
    {
        if (_file is not null)
            throw new TryUsageException($"one message is played at a time, {_file} and {file} were given");
        _file = file;
    }

    private void TakeHeader(string field)
    {
        int colon = field.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || field.AsSpan(0, colon).ContainsAnyExceptInRange('!', '~'))
            throw new TryUsageException($"--header \"{field}\": \"Name: value\" was expected");
        _header.Add((field[..colon], ByteText.FromTerminal(field[(colon + 1)..].TrimStart(' '))));
    }

    private void TakeMacro(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        bool staged = colon > 0 && colon < equals;
        string name = equals < 0 ? "" : text[(staged ? colon + 1 : 0)..equals];
        if (name.Length == 0)
            throw new TryUsageException($"--macro \"{text}\": name=value or STAGE:name=value was expected");
        var macro = new MilterMacro(ByteText.FromTerminal(name), ByteText.FromTerminal(text[(equals + 1)..]));
        if (!staged)
            _common.Add(macro);
        else if (StageNames.TryGet(text[..colon], out var stage))
            Add(stage, macro);
        else
            throw new TryUsageException($"--macro \"{text}\": the stage {text[..colon]} is unknown; there are {string.Join(' ', StageNames.All)}");
    }

    private void Add(MilterStage stage, MilterMacro macro)
    {
        if (!_macros.TryGetValue(stage, out var list))
            _macros[stage] = list = [];
        list.Add(macro);
    }

    private TryOptions Finish()
    {
        if (!MilterAddress.TryParse(_socket, out var socket, out string? problem))
            throw new TryUsageException(problem);
        if (_to.Count == 0)
            _to.Add("<recipient@example.net>");
        var (host, address, family) = Client();
        AddCustomaryMacros(host, address);
        return new TryOptions
        {
            Socket = socket,
            Version = _version,
            Timeout = _timeout,
            From = _from,
            To = _to,
            Header = _header,
            Body = _body,
            MessageFile = _file,
            ShowDiff = _diff,
            Session = new SmtpSessionDetails
            {
                HostName = host,
                Address = address,
                Family = family,
                Helo = _helo,
                Macros = _macros.ToDictionary(p => p.Key, p => (IReadOnlyList<MilterMacro>)p.Value),
                CommonMacros = _common,
            },
        };
    }

    /// <summary>A value of the command line wins.</summary>
    private void AddCustomaryMacros(string host, string address)
    {
        foreach (var (stage, macro) in CustomaryMacros.Of(host, address, _from, QueueId, "postern-try"))
        {
            var given = _common.Find(m => m.BareName == macro.Name);
            Add(stage, given.Name is null ? macro : given);
        }
    }

    private (string Host, string Address, ClientFamily Family) Client() => ClientName.TryParse(_client, out var client)
        ? client
        : throw new TryUsageException($"--client \"{_client}\": NAME[ADDRESS] was expected, such as mail.example.org[192.0.2.1]");

    private static string Bracketed(string address)
    {
        string bytes = ByteText.FromTerminal(address);
        return bytes.StartsWith('<') ? bytes : $"<{bytes}>";
    }

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new TryUsageException($"{name}: a number from {least} to {most} was expected, \"{value}\" came");
}
