namespace Postern.Plugins.Mime.Structure;

/// <summary>Media types that mean something to the structure.</summary>
internal static class MediaTypes
{
    /// <summary>What an entity has that does not say (RFC 2045 §5.2).</summary>
    public const string Text = "text/plain";

    /// <summary>What a part of a digest has that does not say (RFC 2046 §5.1.5).</summary>
    public const string Message = "message/rfc822";

    /// <summary>A file of which nothing is known.</summary>
    public const string Binary = "application/octet-stream";

    /// <summary>A multipart whose parts are messages.</summary>
    public const string Digest = "multipart/digest";

    /// <summary>A multipart of which the kind is unknown (RFC 2046 §5.1.3).</summary>
    public const string Mixed = "multipart/mixed";

    /// <summary>Whether the content is body parts.</summary>
    public static bool IsMultipart(string mediaType) => mediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Whether the content is a message.</summary>
    public static bool IsMessage(string mediaType) => mediaType is Message or "message/rfc2822" or "message/global" or "message/news";

    /// <summary>Whether the content is elsewhere.</summary>
    public static bool IsPartial(string mediaType) => mediaType is "message/partial" or "message/external-body";
}
