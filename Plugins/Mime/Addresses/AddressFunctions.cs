using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mime.Addresses;

/// <summary>Reading the address fields of a header, such as From and To.</summary>
[PluginExport(typeof(IMflModule), "addresses")]
public sealed class AddressFunctions : IMflModule
{
    /// <summary>How many addresses there are.</summary>
    [MflFunction("address_count", NonBlocking = true)]
    public static long Count(MflContext context, string field) => Read(context, field).Addresses.Count;

    /// <summary>The address as SMTP has it, without angle brackets.</summary>
    [MflFunction("address_nth", NonBlocking = true, Raises = "e_range e_inval")]
    public static string Mailbox(MflContext context, string field, long index)
    {
        MailAddress address = At(context, "address_nth", field, index);
        return MailboxWriter.Write(address.LocalPart, address.Domain)
            ?? throw new MflException(MflExceptionCode.Invalid, $"address_nth: address {index} cannot be written in SMTP");
    }

    /// <summary>The display name, encoded words decoded to UTF-8; empty when there is none.</summary>
    [MflFunction("address_display", NonBlocking = true, Raises = "e_range")]
    public static string DisplayName(MflContext context, string field, long index) => At(context, "address_display", field, index).DisplayName;

    /// <summary>The local part, quotes and escapes taken away.</summary>
    [MflFunction("address_local_part", NonBlocking = true, Raises = "e_range")]
    public static string LocalPart(MflContext context, string field, long index) => At(context, "address_local_part", field, index).LocalPart;

    /// <summary>The domain; empty for a bare name.</summary>
    [MflFunction("address_domain", NonBlocking = true, Raises = "e_range")]
    public static string Domain(MflContext context, string field, long index) => At(context, "address_domain", field, index).Domain;

    /// <summary>The comments, joined by blanks.</summary>
    [MflFunction("address_comments", NonBlocking = true, Raises = "e_range")]
    public static string Comments(MflContext context, string field, long index) => At(context, "address_comments", field, index).Comments;

    /// <summary>The name of the group that the address stands in, or empty.</summary>
    [MflFunction("address_group", NonBlocking = true, Raises = "e_range")]
    public static string Group(MflContext context, string field, long index) => At(context, "address_group", field, index).Group;

    /// <summary>What is wrong with the list, separated by <c>; </c>, empty for a legal one.</summary>
    [MflFunction("address_problems", NonBlocking = true)]
    public static string Problems(MflContext context, string field) => string.Join("; ", Read(context, field).Problems);

    private static MailAddress At(MflContext context, string function, string field, long index)
    {
        IReadOnlyList<MailAddress> addresses = Read(context, field).Addresses;
        return index >= 1 && index <= addresses.Count
            ? addresses[(int)index - 1]
            : throw new MflException(MflExceptionCode.Range, $"{function}: no address {index}, there are {addresses.Count}");
    }

    // Programs ask for one field's addresses one after the other.
    private static AddressList Read(MflContext context, string field)
    {
        LatestList latest = context.GetState(static () => new LatestList());
        if (latest.List is null || latest.Field != field)
            (latest.Field, latest.List) = (field, AddressListParser.Parse(field));
        return latest.List;
    }

    private sealed class LatestList
    {
        public string Field { get; set; } = "";

        public AddressList? List { get; set; }
    }
}
