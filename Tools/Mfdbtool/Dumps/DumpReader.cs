using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Dumps;

/// <summary>Reads a dump: the head, then databases one after the other, each with its records.</summary>
internal sealed class DumpReader(Stream stream, string name) : IDisposable
{
    private readonly DumpLines _lines = new(stream, name);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _sections;
    private long _records;

    /// <summary>Reads the head.</summary>
    /// <exception cref="DumpException">It is no dump, or of a later version.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (await _lines.NextAsync(cancellationToken) is not { } title || Text(title.Span) != DumpFormat.Title)
            throw _lines.Problem($"expected `{DumpFormat.Title}': this is no dump that this version can read");
        while (await NextFieldAsync(cancellationToken) is not null)
        {
        }
    }

    /// <summary>Begins the next database; <see langword="null"/> when the dump ends as it should.</summary>
    /// <exception cref="DumpException">The dump is damaged or cut off.</exception>
    public async Task<DumpSection?> NextSectionAsync(CancellationToken cancellationToken)
    {
        _ = _hash.GetHashAndReset();
        _records = 0;
        (string Name, string Text) first = await NextFieldAsync(cancellationToken) ?? throw _lines.Problem($"expected `{DumpFormat.Database}: NAME'");
        if (first.Name == DumpFormat.Complete)
        {
            if (first.Text != string.Create(CultureInfo.InvariantCulture, $"{_sections}{DumpFormat.DatabasesWord}"))
                throw _lines.Problem($"the dump holds {_sections} databases, but says {first.Text}");
            return await _lines.NextAsync(cancellationToken) is null ? null : throw _lines.Problem("expected the end: the dump is complete");
        }

        if (first.Name != DumpFormat.Database)
            throw _lines.Problem($"expected `{DumpFormat.Database}: NAME', found `{first.Name}'");
        long about = 0;
        while (await NextFieldAsync(cancellationToken) is { } field)
        {
            if (field.Name == DumpFormat.About && !long.TryParse(field.Text, NumberStyles.None, CultureInfo.InvariantCulture, out about))
                throw _lines.Problem($"expected a number after `{DumpFormat.About}', found `{field.Text}'");
        }

        return new DumpSection(first.Text, about);
    }

    /// <summary>The next record of the database; <see langword="null"/> when it ends as it should.</summary>
    /// <exception cref="DumpException">The dump is damaged or cut off.</exception>
    public async ValueTask<StateEntry?> NextRecordAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> line = await NextLineAsync(cancellationToken);
        if (line.Span is [>= (byte)'a' and <= (byte)'z', ..])
        {
            await EndSectionAsync(line, cancellationToken);
            return null;
        }

        _hash.AppendData(line.Span);
        _records++;
        return Record(line.Span[..^1]) ?? throw _lines.Problem("expected a record: when it expires, key and value, separated by tabs");
    }

    public void Dispose() => _hash.Dispose();

    private static StateEntry? Record(ReadOnlySpan<byte> line)
    {
        int first = line.IndexOf((byte)'\t');
        int last = line.LastIndexOf((byte)'\t');
        if (first < 0 || first == last
            || !DumpText.TryReadTime(line[..first], out DateTimeOffset? expires)
            || !DumpText.TryReadText(line[(first + 1)..last], out byte[] key)
            || !DumpText.TryReadBase64(line[(last + 1)..], out byte[] value))
            return null;
        return new StateEntry(key, new StateRecord(value, expires));
    }

    private async Task EndSectionAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        string sum = Convert.ToHexStringLower(_hash.GetHashAndReset());
        string expected = string.Create(
            CultureInfo.InvariantCulture, $"{DumpFormat.End}{DumpFormat.Separator}{_records}{DumpFormat.RecordsWord}{sum}");
        string found = Text(line.Span);
        if (found != expected)
            throw _lines.Problem($"the records are not those that were written: expected `{expected}', found `{found}'");
        _sections++;
        if (Text((await NextLineAsync(cancellationToken)).Span).Length > 0)
            throw _lines.Problem("expected an empty line behind a database");
    }

    /// <summary>Reads <c>name: text</c>; <see langword="null"/> for the empty line that ends a head.</summary>
    private async Task<(string Name, string Text)?> NextFieldAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> line = await NextLineAsync(cancellationToken);
        _hash.AppendData(line.Span);
        string text = Text(line.Span);
        if (text.Length == 0)
            return null;
        int separator = text.IndexOf(DumpFormat.Separator, StringComparison.Ordinal);
        if (separator <= 0 || !DumpText.TryReadText(Encoding.Latin1.GetBytes(text[(separator + DumpFormat.Separator.Length)..]), out byte[] value))
            throw _lines.Problem("expected `NAME: TEXT'");
        return (text[..separator], Encoding.UTF8.GetString(value));
    }

    private async ValueTask<ReadOnlyMemory<byte>> NextLineAsync(CancellationToken cancellationToken) =>
        await _lines.NextAsync(cancellationToken)
        ?? throw _lines.Problem($"the dump is cut off behind this line: its last line would be `{DumpFormat.Complete}'");

    private static string Text(ReadOnlySpan<byte> line) => Encoding.Latin1.GetString(line[..^1]);
}
