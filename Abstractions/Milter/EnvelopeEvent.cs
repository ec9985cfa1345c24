namespace Postern.Abstractions.Milter;

/// <summary>The argument of MAIL or RCPT. The memory is valid until the call is answered.</summary>
/// <param name="Address">The address as sent, brackets included; <c>&lt;&gt;</c> is the null sender.</param>
/// <param name="Arguments">The ESMTP arguments, each ended by a NUL as on the wire; empty when there are none.</param>
public readonly record struct EnvelopeEvent(ReadOnlyMemory<byte> Address, ReadOnlyMemory<byte> Arguments);
