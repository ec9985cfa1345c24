namespace Postern.Abstractions.Dns;

/// <summary>The only way to the DNS. Thread-safe. Never throws for what servers answer: the outcome is a status.</summary>
public interface IDnsResolver
{
    /// <summary>Looks up records, following aliases.</summary>
    /// <param name="name">The name in A-label form; a final dot is allowed.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken);
}
