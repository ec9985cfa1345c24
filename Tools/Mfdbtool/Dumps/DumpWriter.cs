using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Dumps;

/// <summary>Writes a dump. One whose last line is missing was cut off.</summary>
internal sealed class DumpWriter(Stream stream) : IDisposable
{
    private const int WriteAt = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(WriteAt * 2);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _hashed;
    private int _sections;

    /// <summary>Records of the present database.</summary>
    public long Count { get; private set; }

    public void Begin(DateTimeOffset now, string creator)
    {
        Line(DumpFormat.Title);
        Field(DumpFormat.Created, now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Field(DumpFormat.Creator, creator);
        Line("");
    }

    /// <summary>Begins a database.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="about">About how many records it has.</param>
    public void BeginSection(string id, string source, long about)
    {
        _hashed = _buffer.WrittenCount;
        Count = 0;
        Field(DumpFormat.Database, id);
        Field(DumpFormat.Source, source);
        Field(DumpFormat.About, about.ToString(CultureInfo.InvariantCulture));
        Line("");
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> key, StateRecord record, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        DumpText.WriteTime(_buffer, expires);
        _buffer.Write("\t"u8);
        DumpText.WriteText(_buffer, key.Span);
        _buffer.Write("\t"u8);
        DumpText.WriteBase64(_buffer, record.Value.Span);
        _buffer.Write("\n"u8);
        Count++;
        return _buffer.WrittenCount >= WriteAt ? WriteOutAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    public void EndSection()
    {
        Hash();
        string sum = Convert.ToHexStringLower(_hash.GetHashAndReset());
        Field(DumpFormat.End, string.Create(CultureInfo.InvariantCulture, $"{Count}{DumpFormat.RecordsWord}{sum}"));
        Line("");
        _sections++;
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        Field(DumpFormat.Complete, string.Create(CultureInfo.InvariantCulture, $"{_sections}{DumpFormat.DatabasesWord}"));
        _hashed = _buffer.WrittenCount;
        await WriteOutAsync(cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    public void Dispose() => _hash.Dispose();

    private void Field(string name, string text)
    {
        Encoding.ASCII.GetBytes(name + DumpFormat.Separator, _buffer);
        DumpText.WriteText(_buffer, Encoding.UTF8.GetBytes(text));
        _buffer.Write("\n"u8);
    }

    private void Line(string text) => Encoding.ASCII.GetBytes(text + "\n", _buffer);

    private void Hash()
    {
        _hash.AppendData(_buffer.WrittenSpan[_hashed..]);
        _hashed = _buffer.WrittenCount;
    }

    private async ValueTask WriteOutAsync(CancellationToken cancellationToken)
    {
        Hash();
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
        _hashed = 0;
    }
}
