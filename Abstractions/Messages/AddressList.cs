namespace Postern.Abstractions.Messages;

/// <summary>What an address list says.</summary>
/// <param name="Addresses">The addresses that could be read, in order.</param>
/// <param name="Groups">The names of all groups, also of those without members.</param>
/// <param name="Problems">What is wrong with the list, one reason in each; empty for a legal one (obsolete syntax is legal).</param>
public sealed record AddressList(IReadOnlyList<MailAddress> Addresses, IReadOnlyList<string> Groups, IReadOnlyList<string> Problems);
