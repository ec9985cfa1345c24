using Postern.Abstractions;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Addresses;

/// <summary>Reads and writes the addresses of mail.</summary>
[PluginExport(typeof(IAddressReader), "addresses")]
public sealed class AddressReader : IAddressReader
{
    /// <inheritdoc/>
    public AddressList Read(string field) => AddressListParser.Parse(field);

    /// <inheritdoc/>
    public string? WriteMailbox(MailAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return MailboxWriter.Write(address.LocalPart, address.Domain);
    }
}
