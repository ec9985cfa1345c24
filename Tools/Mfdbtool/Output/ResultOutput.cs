using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Postern.Tools.Mfdbtool.Output;

/// <summary>Results on the standard output: lines of byte strings, or JSON objects, one per line.</summary>
internal sealed class ResultOutput(Stream stream, bool isJson) : IDisposable
{
    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private Utf8JsonWriter? _json;

    public bool IsJson => isJson;

    /// <summary>Writes a line, a byte string.</summary>
    public void Line(string bytes)
    {
        Encoding.Latin1.GetBytes(bytes, _buffer);
        EndLine();
    }

    /// <summary>Writes an object, whose properties <paramref name="write"/> writes.</summary>
    public void Object<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        if (_json is null)
            _json = new Utf8JsonWriter(_buffer, Options);
        else
            _json.Reset(_buffer);
        _json.WriteStartObject();
        write(_json, state);
        _json.WriteEndObject();
        _json.Flush();
        EndLine();
    }

    public void Flush()
    {
        stream.Write(_buffer.WrittenSpan);
        stream.Flush();
        _buffer.ResetWrittenCount();
    }

    public void Dispose() => _json?.Dispose();

    private void EndLine()
    {
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt)
            Flush();
    }
}
