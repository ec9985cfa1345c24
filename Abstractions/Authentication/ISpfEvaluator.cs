using System.Net;

namespace Postern.Abstractions.Authentication;

/// <summary>Evaluates SPF policies (RFC 7208). Thread-safe. Never throws for what the DNS answers: the outcome is a result.</summary>
public interface ISpfEvaluator
{
    /// <summary>The function <c>check_host()</c> (RFC 7208 section 4).</summary>
    /// <param name="client">The address of the SMTP client; an IPv4-mapped one counts as IPv4.</param>
    /// <param name="domain">The domain whose policy is asked for, in A-label form or as a byte string in UTF-8.</param>
    /// <param name="sender">The MAIL FROM or HELO identity, a byte string; a missing local part counts as <c>postmaster</c>.</param>
    /// <param name="helo">The name given by HELO or EHLO, for the macro <c>h</c>.</param>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    ValueTask<SpfAnswer> CheckHostAsync(IPAddress client, string domain, string sender, string helo, CancellationToken cancellationToken);
}
