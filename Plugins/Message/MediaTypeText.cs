namespace Postern.Plugins.Message;

/// <summary>Type and subtype of a message as its first Content-Type has them, in their own case.</summary>
internal static class MediaTypeText
{
    private const string Default = "text/plain";

    /// <summary>text/plain where there is none, or one that is no type (RFC 2045 §5.2).</summary>
    public static string Of(MessageText text)
    {
        string? value = text.Fields.Where(static field => field.IsCalled("Content-Type")).Select(static field => field.Value).FirstOrDefault();
        if (value is null)
            return Default;
        int end = value.IndexOf(';', StringComparison.Ordinal);
        string[] words = (end < 0 ? value : value[..end]).Split('/', 2, StringSplitOptions.TrimEntries);
        return words is [{ Length: > 0 } type, { Length: > 0 } subtype] ? $"{type}/{subtype}" : Default;
    }

    public static bool IsMultipart(MessageText text) => Of(text).StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
}
