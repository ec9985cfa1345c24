using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message.Digests;

/// <summary>What stands between two encapsulation boundaries.</summary>
/// <param name="Content">Its lines, those that were stuffed as they were before.</param>
/// <param name="IsMessage">Whether it begins like a message.</param>
/// <param name="IsPreamble">Whether it stands before the first boundary.</param>
internal sealed record DigestPart(SpooledContent Content, bool IsMessage, bool IsPreamble) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();
}
