namespace Postern.Milter.Server;

/// <summary>A listener cannot be opened; the message names the address, the reason and the remedy.</summary>
public sealed class MilterListenException(string message, Exception? inner = null) : Exception(message, inner);
