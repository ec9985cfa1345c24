namespace Postern.Plugins.Mime.Structure;

/// <summary>An entity whose end has not been found yet.</summary>
/// <param name="entity">The entity.</param>
/// <param name="boundary">Its boundary when it is a multipart; empty when no delimiters are looked for.</param>
internal sealed class OpenEntity(MimeEntity entity, byte[] boundary)
{
    /// <summary>The entity.</summary>
    public MimeEntity Entity => entity;

    /// <summary>Its boundary.</summary>
    public byte[] Boundary { get; private set; } = boundary;

    /// <summary>Whether a delimiter has been found.</summary>
    public bool HasDelimiter { get; set; }

    /// <summary>Whether the closing delimiter has been found.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whether there was a line that may be a delimiter of a boundary that nobody knows.</summary>
    public bool HasUnknownDelimiter { get; set; }

    /// <summary>Takes the boundary of a line that looks like a delimiter.</summary>
    public void Guess(ReadOnlySpan<byte> found) => Boundary = found.ToArray();
}
