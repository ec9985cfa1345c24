using System.Buffers.Binary;
using System.Text;

namespace Postern.Plugins.Text;

/// <summary>The translations of one GNU <c>.mo</c> file (gettext manual, section "The Format of GNU MO Files"). Immutable.</summary>
internal sealed class MessageCatalog
{
    public const int LongestFile = 16 * 1024 * 1024;

    private const uint Magic = 0x950412DE;
    private const int HeaderLength = 28;

    private readonly Dictionary<string, string[]> _messages;
    private readonly PluralRule _plural;

    private MessageCatalog(Dictionary<string, string[]> messages, PluralRule plural)
    {
        _messages = messages;
        _plural = plural;
    }

    /// <summary>The translation of a message, or <see langword="null"/>.</summary>
    public string? Find(string message) => _messages.TryGetValue(message, out var forms) ? forms[0] : null;

    /// <summary>The translation in the form for a number, or <see langword="null"/>.</summary>
    public string? Find(string singular, long number) =>
        _messages.TryGetValue(singular, out var forms) && _plural.FormOf(number) is var form && form < (ulong)forms.Length ? forms[form] : null;

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or is damaged.</exception>
    public static MessageCatalog Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength)
            throw new InvalidDataException("the file is too short");
        var isBigEndian = BinaryPrimitives.ReadUInt32BigEndian(file) == Magic;
        if (!isBigEndian && BinaryPrimitives.ReadUInt32LittleEndian(file) != Magic)
            throw new InvalidDataException("the file does not begin with the magic number of message catalogs");
        var count = Number(file, 8, isBigEndian);
        var originals = Number(file, 12, isBigEndian);
        var translations = Number(file, 16, isBigEndian);
        if (count > file.Length / 16)
            throw new InvalidDataException($"the file claims {count} messages, more than it can hold");
        var pairs = new List<KeyValuePair<string, string>>(count);
        for (var i = 0; i < count; i++)
            pairs.Add(new(Text(file, originals + (8 * i), isBigEndian), Text(file, translations + (8 * i), isBigEndian)));
        return Make(pairs);
    }

    private static MessageCatalog Make(List<KeyValuePair<string, string>> pairs)
    {
        var header = pairs.Find(static pair => pair.Key.Length == 0).Value ?? "";
        var encoding = Encoding(header);
        var messages = new Dictionary<string, string[]>(pairs.Count, StringComparer.Ordinal);
        foreach (var (original, translation) in pairs)
        {
            // Plural forms follow each other behind NULs.
            var end = original.IndexOf('\0', StringComparison.Ordinal);
            messages[end < 0 ? original : original[..end]] = [.. translation.Split('\0').Select(form => ToUtf8(form, encoding))];
        }

        return new MessageCatalog(messages, PluralRule.Parse(Field(header, "plural-forms:")));
    }

    private static int Number(ReadOnlySpan<byte> file, long offset, bool isBigEndian)
    {
        if (offset < 0 || offset > file.Length - sizeof(uint))
            throw new InvalidDataException($"offset {offset} lies outside the file");
        var bytes = file[(int)offset..];
        var number = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return number <= int.MaxValue ? (int)number : throw new InvalidDataException($"number {number} is out of range");
    }

    private static string Text(ReadOnlySpan<byte> file, long entry, bool isBigEndian)
    {
        var length = Number(file, entry, isBigEndian);
        var offset = Number(file, entry + 4, isBigEndian);
        return (long)offset + length <= file.Length
            ? System.Text.Encoding.Latin1.GetString(file.Slice(offset, length))
            : throw new InvalidDataException($"a string of {length} bytes at offset {offset} lies outside the file");
    }

    private static string Field(string header, string name)
    {
        foreach (var line in header.Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return line[name.Length..];
        }

        return "";
    }

    /// <summary>The catalog's charset unless its bytes are to be taken as they are.</summary>
    private static Encoding? Encoding(string header)
    {
        var type = Field(header, "content-type:");
        var at = type.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        var name = at < 0 ? "" : type[(at + 8)..].Trim();
        if (name.Length == 0 || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string ToUtf8(string bytes, Encoding? encoding) => encoding is null
        ? bytes
        : System.Text.Encoding.Latin1.GetString(
            System.Text.Encoding.UTF8.GetBytes(encoding.GetString(System.Text.Encoding.Latin1.GetBytes(bytes))));
}
