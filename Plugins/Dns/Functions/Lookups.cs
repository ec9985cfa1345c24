using System.Text;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Functions;

/// <summary>
/// Look-ups for functions. That there is nothing is no error; the rest is an exception: <c>e_failure</c> for what cannot be a name, <c>e_too_many</c> for too many aliases,
/// <c>e_temp_failure</c> where the servers gave no answer.
/// </summary>
internal sealed class Lookups(IDnsResolver resolver)
{
    /// <summary>The most names of one answer that are looked up in turn: who makes the zone decides how many there are.</summary>
    public const int MostNames = 32;

    /// <summary>The records of a name; none when there are none.</summary>
    /// <param name="name">The name as the program has it.</param>
    /// <param name="type">The type.</param>
    /// <param name="failure">The exception's text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<IReadOnlyList<DnsRecord>> RecordsAsync(string name, DnsRecordType type, string failure, CancellationToken cancellationToken)
    {
        // What is not ASCII is the resolver's to understand; where it cannot be a name either, there is no such name.
        if (Ascii.IsValid(name) && !DnsName.TryParse(name, out _))
            throw new MflException(MflExceptionCode.Failure, failure);
        var answer = await resolver.QueryAsync(name, type, cancellationToken);
        return answer.Status switch
        {
            DnsStatus.Success => answer.Records,
            DnsStatus.NoData or DnsStatus.NameError => [],
            DnsStatus.ChainTooLong => throw new MflException(MflExceptionCode.TooMany, failure),
            _ => throw new MflException(MflExceptionCode.TempFailure, failure),
        };
    }

    /// <summary>The addresses of a name, in the order of the answer.</summary>
    public async ValueTask<IReadOnlyList<string>> AddressesAsync(string name, AddressChoice choice, string failure, CancellationToken cancellationToken)
    {
        var first = await RecordsAsync(name, choice == AddressChoice.Six ? DnsRecordType.Aaaa : DnsRecordType.A, failure, cancellationToken);
        var records = first.Count == 0 && choice == AddressChoice.Default
            ? await RecordsAsync(name, DnsRecordType.Aaaa, failure, cancellationToken)
            : first;
        return [.. records.Select(static record => record.Data)];
    }

    /// <summary>The addresses of several names, asked for at the same time, in the order of the names. Names that have none are passed over.</summary>
    /// <exception cref="MflException">None has one, and that is not certain.</exception>
    public async ValueTask<IReadOnlyList<string>> AddressesAsync(IEnumerable<string> names, AddressChoice choice, string failure, CancellationToken cancellationToken)
    {
        var lookups = names.Take(MostNames).Select(name => AddressesAsync(name, choice, failure, cancellationToken).AsTask()).ToList();
        var result = new List<string>();
        MflException? problem = null;
        foreach (var lookup in lookups)
        {
            try
            {
                result.AddRange(await lookup);
            }
            catch (MflException exception) when (exception.Number != (long)MflExceptionCode.Failure)
            {
                problem ??= exception;
            }
            catch (MflException)
            {
                // A record may name what cannot be a name.
            }
        }

        return result.Count > 0 || problem is null ? result : throw problem;
    }

    /// <summary>The names that records point to, those alone that can be a host's: letters, digits, hyphens, underscores. They get into lists, headers and logs.</summary>
    /// <param name="records">The records.</param>
    /// <param name="hasNone">A record that says that there is no host (RFC 7505) is an empty name; otherwise it is left out.</param>
    public static IEnumerable<string> HostNames(IEnumerable<DnsRecord> records, bool hasNone = false) => records
        .Select(static record => record.Data == "." ? "" : record.Data)
        .Where(name => name.Length == 0 ? hasNone : name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));

    /// <summary>MX records by preference, in the order of the answer where that is the same.</summary>
    public static IEnumerable<DnsRecord> ByPreference(IEnumerable<DnsRecord> records) => records.OrderBy(static record => record.Preference);
}
