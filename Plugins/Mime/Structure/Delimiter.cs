namespace Postern.Plugins.Mime.Structure;

/// <summary>A delimiter line (RFC 2046 §5.1.1).</summary>
/// <param name="Owner">The multipart that it belongs to; <see langword="null"/> for the end of the content.</param>
/// <param name="IsClosing">Whether it is the closing one.</param>
internal readonly record struct Delimiter(OpenEntity? Owner, bool IsClosing)
{
    /// <summary>The end of the content, which ends everything.</summary>
    public static Delimiter EndOfContent => default;
}
