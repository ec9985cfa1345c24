namespace Postern.Abstractions.Messages;

/// <summary>Hands messages over to a mail server or program. Thread-safe; every wait inside has a deadline.</summary>
public interface IMailer
{
    /// <summary>Submits a message. What a server or program does is told in the outcomes, never thrown.</summary>
    /// <param name="submission">The message and its envelope.</param>
    /// <param name="cancellationToken">Ends the submission; what has been handed over stays so.</param>
    /// <returns>One outcome per recipient, in the order of the recipients.</returns>
    ValueTask<IReadOnlyList<MailOutcome>> SubmitAsync(MailSubmission submission, CancellationToken cancellationToken);
}
