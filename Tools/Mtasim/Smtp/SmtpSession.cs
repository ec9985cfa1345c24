using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Tools.Mtasim.Administration;
using Postern.Tools.Mtasim.Filter;

namespace Postern.Tools.Mtasim.Smtp;

/// <summary>
/// One SMTP session, on whatever it is spoken: reads a line, does what it says in the state that the session is in, replies.
/// </summary>
internal sealed partial class SmtpSession(
    SessionSettings settings, ILineSource lines, ReplyWriter replies, SessionTrace trace, FilterLink filter, MacroTable macros, TimeProvider time)
{
    private const int MaxCommand = 64 * 1024;

    private readonly List<string> _recipients = [];
    private SessionState _state = SessionState.Helo;
    private MilterResponse? _refusal;
    private SenderAddress? _sender = settings.Sender;
    private EnvelopeArgument? _mail;
    private MailMessage? _message;
    private int _refusedRecipients;
    private bool _isRefusedAtConnect;
    private bool _isEnded;

    /// <summary>Converses until QUIT or the end of the input.</summary>
    /// <exception cref="ExpectationException">The script expects another reply.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await replies.WriteAsync("220", [$"{settings.Banner} ready", .. settings.FilterName is { } name
            ? [$"Connected to milter {name}"] : Array.Empty<string>()], cancellationToken);
        while (!_isEnded && await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            await trace.LineAsync(line.Text, cancellationToken);
            await DoAsync(line, cancellationToken);
        }
    }

    private async Task DoAsync(InputLine line, CancellationToken cancellationToken)
    {
        string text = line.Text.Trim(' ', '\t');
        if (text.Length == 0 || text[0] == '#')
            return;
        if (line.IsCut || line.Text.Length > MaxCommand)
            await replies.WriteAsync($"500 5.5.2 Line longer than {MaxCommand} bytes", cancellationToken);
        else if (text.AsSpan().ContainsAny('\0', '\r'))
            await replies.WriteAsync("501 Syntax error", cancellationToken);
        else if (text[0] == '\\')
            await AdministerAsync(text, cancellationToken);
        else
            await CommandAsync(text, cancellationToken);
    }

    /// <summary>The commands that are taken in any state, then those of the state.</summary>
    private async Task CommandAsync(string text, CancellationToken cancellationToken)
    {
        int end = text.AsSpan().IndexOfAny(' ', '\t');
        string word = end < 0 ? text : text[..end];
        string argument = end < 0 ? "" : text[end..].Trim(' ', '\t');
        switch (word.ToUpperInvariant())
        {
            case "QUIT":
                await replies.WriteAsync("221 Done", cancellationToken);
                _isEnded = true;
                break;
            case "HELP":
                await replies.WriteAsync("250", HelpLines(), cancellationToken);
                break;
            case "RSET":
                await ResetAsync(cancellationToken);
                break;
            default:
                if (_refusal is { } refusal)
                    await RefuseAsync(refusal, cancellationToken);
                else
                    await StateCommandAsync(word.ToUpperInvariant(), word, argument, text, cancellationToken);
                break;
        }
    }

    private Task StateCommandAsync(
        string command, string word, string argument, string text, CancellationToken cancellationToken) => (_state, command) switch
        {
            (SessionState.Helo or SessionState.Mail, "HELO" or "EHLO") => HeloAsync(word, argument, cancellationToken),
            (SessionState.Mail, "MAIL") => MailAsync(argument, cancellationToken),
            (SessionState.Rcpt or SessionState.Data, "RCPT") => RcptAsync(argument, cancellationToken),
            (SessionState.Data, "DATA") => DataAsync(cancellationToken),
            (_, "HELO" or "EHLO" or "MAIL" or "RCPT" or "DATA") => replies.WriteAsync(OutOfPlace(command), cancellationToken),
            _ => UnknownAsync(command, text, cancellationToken),
        };

    /// <summary>The reply to a command that the state does not take. It tells what is missing, except where a transaction is complete.</summary>
    private string OutOfPlace(string command) => _state switch
    {
        SessionState.Helo => "503 Polite people say HELO first",
        SessionState.Mail => "503 Need MAIL command",
        SessionState.Rcpt when command == "MAIL" => "503 5.5.0 Sender already specified",
        SessionState.Rcpt => "503 Need RCPT command",
        _ => "501 Syntax error",
    };

    private async Task UnknownAsync(string command, string text, CancellationToken cancellationToken)
    {
        var response = await filter.UnknownAsync(text, cancellationToken);
        if (response.IsRefusal && response.SmtpText.Length > 0)
            await RefuseAsync(response, cancellationToken);
        else
            await replies.WriteAsync(OutOfPlace(command), cancellationToken);
    }

    private async Task HeloAsync(string word, string argument, CancellationToken cancellationToken)
    {
        if (Bytes.Words(argument).Length != 1)
        {
            await replies.WriteAsync($"501 {word} requires domain address", cancellationToken);
            return;
        }

        await ConnectAsync(cancellationToken);
        if (_refusal is { } refused)
        {
            await RefuseAsync(refused, cancellationToken);
            return;
        }

        macros.Set("s", argument, isOfMessage: false);
        // As Sendmail: who is refused at HELO learns it with the next command.
        var response = await filter.HeloAsync(argument, cancellationToken);
        _refusal = response.IsRefusal ? response : null;
        _state = SessionState.Mail;
        await replies.WriteAsync(
            "250", word.Equals("EHLO", StringComparison.OrdinalIgnoreCase) ? ["pleased to meet you", "HELP"] : ["pleased to meet you"], cancellationToken);
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (filter.IsConnected)
            return;
        var response = await filter.ConnectAsync(_sender ?? SenderAddress.Default, cancellationToken);
        _isRefusedAtConnect = response.IsRefusal;
        _refusal = response.IsRefusal ? response : null;
    }

    private async Task ResetAsync(CancellationToken cancellationToken)
    {
        await filter.AbortAsync(cancellationToken);
        ForgetMessage();
        _state = SessionState.Helo;
        // What was refused at connect stays refused; who was refused at HELO may say another name.
        if (!_isRefusedAtConnect)
            _refusal = null;
        await replies.WriteAsync("250 2.0.0 Reset state", cancellationToken);
    }

    private Task RefuseAsync(MilterResponse response, CancellationToken cancellationToken) =>
        response.SmtpText.Length > 0 ? replies.WriteFilterReplyAsync(response.SmtpText, cancellationToken)
        : response.Verdict == MilterVerdict.Reject ? replies.WriteAsync("550 5.7.1 Command rejected", cancellationToken)
        : replies.WriteAsync("451 4.3.2 Please try again later", cancellationToken);

    private void ForgetMessage()
    {
        macros.ForgetMessage();
        _recipients.Clear();
        _refusedRecipients = 0;
        _mail = null;
    }
}
