using Postern.Milter.Client;

namespace Postern.Tools.Mtasim.Smtp;

/// <content>The commands of a transaction.</content>
internal sealed partial class SmtpSession
{
    private async Task MailAsync(string argument, CancellationToken cancellationToken)
    {
        var mail = EnvelopeArgument.Parse(argument, "FROM:", "sender", out string problem);
        if (mail is null)
        {
            await replies.WriteAsync(problem, cancellationToken);
            return;
        }

        SetMailMacros(mail);
        var response = await filter.MailAsync(mail.Address, mail.Arguments, cancellationToken);
        if (response.IsRefusal)
        {
            await RefuseAsync(response, cancellationToken);
            return;
        }

        _mail = mail;
        _state = SessionState.Rcpt;
        await replies.WriteAsync("250 Sender OK", cancellationToken);
    }

    private void SetMailMacros(EnvelopeArgument mail)
    {
        macros.Set("f", mail.Bare);
        macros.Set("r", "SMTP");
        macros.Set("ntries", 0);
        macros.Set("nrcpts", 0);
        macros.Set("nbadrcpts", 0);
        macros.Set("mail_mailer", "local");
        macros.Set("mail_host", mail.Host);
        macros.Set("mail_addr", mail.LocalPart);
        macros.Set("mail_from", mail.Bare);
    }

    private async Task RcptAsync(string argument, CancellationToken cancellationToken)
    {
        var recipient = EnvelopeArgument.Parse(argument, "TO:", "recipient", out string problem);
        if (recipient is null)
        {
            await replies.WriteAsync(problem, cancellationToken);
            return;
        }

        macros.Set("nrcpts", _recipients.Count + 1);
        macros.Set("rcpt_host", recipient.Host);
        macros.Set("rcpt_addr", recipient.LocalPart);
        var response = await filter.RcptAsync(recipient.Address, recipient.Arguments, cancellationToken);
        if (response.IsRefusal)
        {
            macros.Set("nrcpts", _recipients.Count);
            macros.Set("nbadrcpts", ++_refusedRecipients);
            await RefuseAsync(response, cancellationToken);
            return;
        }

        _recipients.Add(recipient.Bracketed);
        _state = SessionState.Data;
        await replies.WriteAsync("250 Recipient OK", cancellationToken);
    }

    private async Task DataAsync(CancellationToken cancellationToken)
    {
        var response = await filter.DataAsync(cancellationToken);
        if (response.IsRefusal)
        {
            await RefuseAsync(response, cancellationToken);
            return;
        }

        await replies.WriteAsync("354 Enter mail, end with \".\" on a line by itself", cancellationToken);
        var reader = new MessageReader(lines, trace);
        if (await reader.ReadAsync(cancellationToken) is { } message)
            await FinishAsync(message, reader.Problem, cancellationToken);
        else
            _isEnded = true;
    }

    private async Task FinishAsync(MailMessage message, string problem, CancellationToken cancellationToken)
    {
        AddEnvelope(message);
        var response = MilterResponse.NotSent;
        if (problem.Length > 0)
            await filter.AbortAsync(cancellationToken);
        else
            response = await filter.ContentAsync(message, settings.BodyChunk, cancellationToken);
        _message = problem.Length > 0 || response.IsRefusal || filter.IsDiscarded ? null : message;
        ForgetMessage();
        _state = SessionState.Mail;
        if (problem.Length > 0)
            await replies.WriteAsync(problem, cancellationToken);
        else if (response.IsRefusal)
            await RefuseAsync(response, cancellationToken);
        else
            await replies.WriteAsync("250 Mail accepted for delivery", cancellationToken);
    }

    private void AddEnvelope(MailMessage message)
    {
        if (_mail is not null)
        {
            message.Sender = _mail.Bracketed;
            foreach (string argument in _mail.Arguments)
                message.SenderArguments.Add(argument);
        }

        foreach (string recipient in _recipients)
            message.Recipients.Add(recipient);
    }
}
