namespace Postern.Plugins.Message.Content;

/// <summary>Takes bytes that are valid during the call.</summary>
internal delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);
