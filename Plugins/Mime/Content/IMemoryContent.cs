namespace Postern.Plugins.Mime.Content;

/// <summary>A content that may lie in memory.</summary>
internal interface IMemoryContent
{
    /// <summary>All of its bytes; <see langword="false"/> when they do not lie in memory.</summary>
    bool TryGetMemory(out ReadOnlyMemory<byte> bytes);
}
