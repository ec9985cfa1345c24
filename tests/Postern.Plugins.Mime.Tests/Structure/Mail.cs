using System.Globalization;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Content;

namespace Postern.Plugins.Mime.Tests.Structure;

/// <summary>Messages written with LF, read with CRLF, and their structure as text.</summary>
internal static class Mail
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal));

    public static IMailMessage Read(string text, MessageLimits? limits = null) => ReadBytes(Bytes(text), limits);

    public static IMailMessage ReadBytes(byte[] bytes, MessageLimits? limits = null) =>
        new MessageReader().Read(new MemoryContent(bytes), limits ?? MessageLimits.Default);

    /// <summary>The tree: <c>type[length of the body](parts)</c>.</summary>
    public static string Tree(IMimeEntity entity)
    {
        string parts = entity.Parts.Count == 0 ? "" : $"({string.Join(' ', entity.Parts.Select(Tree))})";
        return string.Create(CultureInfo.InvariantCulture, $"{entity.MediaType}[{entity.Body.Length}]{parts}");
    }

    /// <summary>All that can be seen of a message, to compare two.</summary>
    public static string Describe(IMailMessage message) =>
        $"{Describe(message.Root)}\n{message.Anomalies}\n{string.Join('\n', message.Ambiguities)}\n{string.Join(' ', message.Leaves.Select(static leaf => $"{leaf.BodyOffset}-{leaf.EndOffset}:{leaf.Encoding}"))}";

    public static string Decoded(IMimeEntity entity)
    {
        using var stream = entity.OpenDecoded();
        return ReadAll(stream);
    }

    public static string ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.ToArray());
    }

    public static string Text(IMessageContent content)
    {
        using var stream = content.Open();
        return ReadAll(stream);
    }

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    private static string Describe(IMimeEntity entity)
    {
        string header = string.Join('|', entity.Header.Select(static field => $"{field.Offset}+{field.Length} {Text(field.Name)}={Text(field.Field.Body)}"));
        string parts = string.Concat(entity.Parts.Select(static part => "\n" + Describe(part)));
        return $"{entity.Offset}/{entity.BodyOffset}/{entity.EndOffset} {entity.MediaType} {entity.Encoding} {entity.FileName} {entity.Anomalies} {header}{parts}";
    }
}
