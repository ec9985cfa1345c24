namespace Postern.Abstractions.Milter;

/// <summary>The SMTP client, as told at <see cref="MilterStage.Connect"/>. The memory is valid until the call is answered.</summary>
/// <param name="HostName">The client's name from reverse DNS, or <c>[a.b.c.d]</c> when it has none.</param>
/// <param name="Family">The address family.</param>
/// <param name="Port">The client's port; 0 when unknown.</param>
/// <param name="Address">The address in text form, or the socket's path; empty when unknown.</param>
public readonly record struct ConnectEvent(
    ReadOnlyMemory<byte> HostName, ClientFamily Family, ushort Port, ReadOnlyMemory<byte> Address);
