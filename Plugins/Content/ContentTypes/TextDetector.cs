using System.Text;

namespace Postern.Plugins.Content.ContentTypes;

/// <summary>Tells kinds of text, and text from other bytes.</summary>
internal static class TextDetector
{
    private const int Looked = 4096;
    private const string Html = "text/html";
    private const string Message = "message/rfc822";

    private static readonly (string Begin, string MediaType)[] Begins =
    [
        ("<!doctype html", Html), ("<html", Html), ("<head", Html), ("<body", Html), ("<script", Html), ("<iframe", Html), ("<table", Html), ("<title", Html), ("<style", Html),
        ("<meta", Html), ("<div", Html), ("<h1", Html), ("<font", Html), ("<br", Html), ("<p>", Html), ("<!--", Html), ("<a ", Html), ("<img", Html), ("<form", Html), ("<object", Html),
        ("<svg", "image/svg+xml"), ("<hta:", "application/hta"), ("<job", "application/x-wsf"), ("<package", "application/x-wsf"), ("@echo off", "application/x-bat"),
        ("mime-version:", Message), ("received: ", Message), ("return-path: ", Message), ("from: ", Message), ("delivered-to: ", Message), ("message-id: ", Message),
        ("begin:vcard", "text/vcard"), ("begin:vcalendar", "text/calendar"), ("windows registry editor", "application/x-ms-registry"), ("regedit4", "application/x-ms-registry"),
    ];

    private static readonly char[] WhiteSpaceAndMarks = [' ', '\t', '\r', '\n', '\f', '\u00ef', '\u00bb', '\u00bf', '\u00fe', '\u00ff'];

    /// <summary>Tells the type of what has no signature.</summary>
    public static string Detect(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, Looked)];
        bool isWide = IsWide(head);
        string text = Encoding.Latin1.GetString(head);
        text = (isWide ? text.Replace("\0", "", StringComparison.Ordinal) : text).TrimStart(WhiteSpaceAndMarks).ToLowerInvariant();
        if (text.StartsWith("<?xml", StringComparison.Ordinal))
            return DetectXml(text);
        foreach ((string begin, string mediaType) in Begins)
        {
            if (text.StartsWith(begin, StringComparison.Ordinal))
                return mediaType;
        }

        return isWide || !IsBinary(head) ? "text/plain" : "application/octet-stream";
    }

    private static string DetectXml(string text)
    {
        if (text.Contains("<svg", StringComparison.Ordinal))
            return "image/svg+xml";
        if (text.Contains("<html", StringComparison.Ordinal))
            return "application/xhtml+xml";
        return text.Contains("mso-application progid=\"word", StringComparison.Ordinal) || text.Contains("<w:worddocument", StringComparison.Ordinal)
            ? "application/msword-xml"
            : "text/xml";
    }

    private static bool IsWide(ReadOnlySpan<byte> head) => head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [(byte)'<', 0, ..] or [0, (byte)'<', ..];

    private static bool IsBinary(ReadOnlySpan<byte> head)
    {
        foreach (byte value in head)
        {
            // Escape begins the shifts of ISO 2022.
            if (value < ' ' && value is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f' or 0x1B))
                return true;
        }

        return false;
    }
}
