namespace Postern.Abstractions.Messages;

/// <summary>Parses and writes addresses. Thread-safe; never throws for what comes from mail.</summary>
public interface IAddressReader
{
    /// <summary>Reads the body of an address field: lists, groups, comments, quoted strings, obsolete syntax, 8-bit local parts.</summary>
    /// <param name="field">The field's body, a byte string; at most a bounded number of addresses is read, the rest is a problem.</param>
    AddressList Read(string field);

    /// <summary>
    /// Writes an address as SMTP has it (RFC 5321 §4.1.2), the local part quoted where it must be, without angle brackets; <see langword="null"/> when it cannot be written,
    /// for example since it holds a line end or NUL.
    /// </summary>
    string? WriteMailbox(MailAddress address);
}
