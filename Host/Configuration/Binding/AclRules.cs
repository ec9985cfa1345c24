using System.Globalization;
using System.Net;
using Postern.Abstractions.Configuration;
using Postern.Configuration.Options;

namespace Postern.Configuration.Binding;

/// <summary>The <c>acl</c> block.</summary>
internal static class AclRules
{
    public static BlockRules<IReadOnlyList<AclEntry>> Block { get; } = new("acl",
        new Dictionary<string, StatementRule<IReadOnlyList<AclEntry>>>(StringComparer.Ordinal)
        {
            ["allow"] = (acl, s, read) => Entry(acl, s, read, allow: true),
            ["deny"] = (acl, s, read) => Entry(acl, s, read, allow: false),
        });

    private static IReadOnlyList<AclEntry> Entry(
        IReadOnlyList<AclEntry> acl, ConfigurationStatement statement, ValueReader read, bool allow)
    {
        IReadOnlyList<ConfigurationValue> values = statement.Values;
        if (values is [{ Text: "from" }, ..])
            values = [.. values.Skip(1)];
        if (statement.Body is not null || values is not [{ List: null } address])
        {
            read.Problems.Error(
                statement.Place, $"expected one address, network or `any' after `{statement.Keyword}'");
            return acl;
        }

        if (!IsNetwork(address.Text))
        {
            read.Problems.Error(address.Place,
                $"expected an address, address/prefix-length, address/netmask, `any' or user:NAME, found `{address.Text}'");
            return acl;
        }

        return [.. acl, new AclEntry(allow, address.Text, statement.Place)];
    }

    private static bool IsNetwork(string text)
    {
        if (text == "any" || (text.StartsWith("user:", StringComparison.Ordinal) && text.Length > 5))
            return true;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out IPAddress? address))
            return false;
        if (slash < 0)
            return true;
        string mask = text[(slash + 1)..];
        int bits = address.GetAddressBytes().Length * 8;
        return (int.TryParse(mask, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= bits)
            || (mask.Contains('.', StringComparison.Ordinal) && bits == 32 && IPAddress.TryParse(mask, out _));
    }
}
