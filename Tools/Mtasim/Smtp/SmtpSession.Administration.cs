using System.Globalization;
using Postern.Tools.Mtasim.Administration;

namespace Postern.Tools.Mtasim.Smtp;

/// <content>The commands that begin with a backslash.</content>
internal sealed partial class SmtpSession
{
    private const string Malformed = "502 Malformed administrative command";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private static readonly string[] SmtpHelp = [" EHLO", " HELO", " MAIL", " RCPT", " DATA", " HELP", " QUIT", " HELP", " RSET"];

    /// <summary>The administrative commands that can be given now; without a filter too, unlike in the reference.</summary>
    private IEnumerable<string> AdministrativeHelp()
    {
        yield return @" \Dname=value [name=value...]       Define Sendmail macros";
        yield return @" \Ecode                             Expect given SMTP reply code";
        yield return @" \L[name] [name...]                 List macros";
        yield return @" \M                                 Show the last message as the filter changed it";
        yield return @" \Uname [name...]                   Undefine Sendmail macros";
        if (_sender is null && !filter.IsConnected)
            yield return @" \Sfamily hostname address [port]   Define sender socket address";
        yield return @" \Wseconds[.fraq]                   Wait given number of seconds";
        yield return @" \#text                             Comment";
        yield return @" \?                                 This list";
    }

    private string[] HelpLines() =>
    [
        $"{settings.Banner}; supported SMTP commands:", .. SmtpHelp, "Supported administrative commands:", .. AdministrativeHelp(), "End of help output",
    ];

    private Task AdministerAsync(string text, CancellationToken cancellationToken)
    {
        string rest = text.Length > 2 ? text[2..] : "";
        string[] words = Bytes.Words(rest);
        switch (text.Length > 1 ? char.ToUpperInvariant(text[1]) : '\0')
        {
            case '#':
                return Task.CompletedTask;
            case '?':
                return replies.WriteAsync("250", [.. AdministrativeHelp()], cancellationToken);
            case 'D':
                return DefineAsync(words, cancellationToken);
            case 'E':
                return ExpectAsync(rest, words, cancellationToken);
            case 'L':
                return ListAsync(words, cancellationToken);
            case 'M':
                return words.Length > 0 ? replies.WriteAsync(Malformed, cancellationToken)
                    : replies.WriteAsync("220", _message is null ? ["No message"] : MessageListing.Lines(_message), cancellationToken);
            case 'S':
                return SetSenderAsync(words, cancellationToken);
            case 'U':
                Undefine(words);
                return Task.CompletedTask;
            case 'W':
                return WaitAsync(words, cancellationToken);
            default:
                return replies.WriteAsync("502 Unknown administrative command", cancellationToken);
        }
    }

    private async Task DefineAsync(string[] words, CancellationToken cancellationToken)
    {
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                await replies.WriteAsync(Malformed, cancellationToken);
            else if (!macros.TryDefine(word[..equals], word[(equals + 1)..]))
                await replies.WriteAsync($"502 More than {MacroTable.MaxCount} macros", cancellationToken);
            else
                continue;
            return;
        }
    }

    private async Task ListAsync(string[] names, CancellationToken cancellationToken)
    {
        foreach (string name in names)
            await replies.WriteAsync(macros.Value(name) is { } value ? $"220 {name}={value}" : $"220 {name} undefined", cancellationToken);
        if (names.Length > 0)
            return;
        string[] all = [.. macros.All.Select(static macro => $"{macro.Name}={macro.Value}")];
        await replies.WriteAsync("220", all.Length > 0 ? all : ["No macros defined"], cancellationToken);
    }

    private void Undefine(string[] names)
    {
        if (names.Length == 0)
            macros.Clear();
        foreach (string name in names)
            macros.Undefine(name);
    }

    /// <summary>Digits directly after the letter; of more than three the first three count.</summary>
    private Task ExpectAsync(string rest, string[] words, CancellationToken cancellationToken)
    {
        string code = rest.Length > 0 && rest[0] is not (' ' or '\t') ? words[0] : "";
        if (code.Length == 0 || !code.All(char.IsAsciiDigit))
            return replies.WriteAsync($"502 Invalid SMPT code: {code}", cancellationToken);
        replies.Expect(code[..Math.Min(code.Length, 3)]);
        return Task.CompletedTask;
    }

    private async Task SetSenderAsync(string[] words, CancellationToken cancellationToken)
    {
        if (_sender is not null || filter.IsConnected)
            await replies.WriteAsync("502 Sender sockaddr already set", cancellationToken);
        else if (!SenderAddress.TryParse(words, out _sender, out string problem))
            await replies.WriteAsync($"502 {problem}", cancellationToken);
        else
            await ConnectAsync(cancellationToken);
    }

    private async Task WaitAsync(string[] words, CancellationToken cancellationToken)
    {
        if (words.Length == 1
            && double.TryParse(words[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds <= LongestWait.TotalSeconds)
            await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
        else
            await replies.WriteAsync("502 Bad time to wait", cancellationToken);
    }
}
