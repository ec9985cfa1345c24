using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Copies;

/// <summary>Compares addresses as MTAs do: the domain without case, the local part exactly.</summary>
internal static class EnvelopeMatch
{
    /// <summary>The address without brackets, its domain in lower case.</summary>
    public static string Key(string address)
    {
        var bare = EnvelopeAddress.Bare(address);
        var at = bare.LastIndexOf('@');
        return at < 0 ? bare : string.Concat(bare.AsSpan(0, at), bare[at..].ToLowerInvariant());
    }

    public static MailRecipient? Find(IEnumerable<MailRecipient> recipients, string address)
    {
        var key = Key(address);
        return recipients.FirstOrDefault(recipient => Key(recipient.Address) == key);
    }

    /// <summary>Splits a list at commas that stand neither in quotes nor in brackets.</summary>
    public static IEnumerable<string> Split(string list)
    {
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '"')
                isQuoted = !isQuoted;
            else if (list[i] == '\\' && isQuoted)
                i++;
            else if (list[i] == ',' && !isQuoted)
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }

        yield return list[start..].Trim();
    }
}
