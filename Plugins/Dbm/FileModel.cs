namespace Postern.Plugins.Dbm;

/// <summary>The file that a new one is to be like.</summary>
/// <param name="Head">Its beginning.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record FileModel(ReadOnlyMemory<byte> Head, long Size);
