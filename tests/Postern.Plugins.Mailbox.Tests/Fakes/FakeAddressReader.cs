using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mailbox.Tests.Fakes;

/// <summary>Reads one address, in angle brackets or bare.</summary>
internal sealed class FakeAddressReader : IAddressReader
{
    public AddressList Read(string field)
    {
        var bare = field.Trim();
        var address = bare.Contains('<', StringComparison.Ordinal) ? bare[(bare.IndexOf('<', StringComparison.Ordinal) + 1)..].TrimEnd('>') : bare;
        return address.Split('@') is [var local, var domain]
            ? new AddressList([new MailAddress("", local, domain, "", "", "")], [], [])
            : new AddressList([], [], ["no address"]);
    }

    public string? WriteMailbox(MailAddress address) => $"{address.LocalPart}@{address.Domain}";
}
