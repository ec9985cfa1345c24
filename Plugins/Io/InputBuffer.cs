using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io;

/// <summary>What was read ahead of a descriptor.</summary>
internal sealed class InputBuffer
{
    /// <summary>The longest line, and the most that one call reads.</summary>
    public const int Limit = 64 * 1024 * 1024;

    private const int FirstSize = 4096;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    public int Count => _end - _start;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, Count);

    public void Clear() => _start = _end = 0;

    /// <summary>Reads more; <see langword="false"/> at the end of the input.</summary>
    public async ValueTask<bool> FillAsync(Endpoint endpoint, string name, CancellationToken cancellationToken)
    {
        if (Count >= Limit)
            throw new MflException(MflExceptionCode.Range, $"more than {Limit} bytes at once from {name}");
        MakeRoom();
        try
        {
            var count = await endpoint.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
            _end += count;
            return count > 0;
        }
        catch (IOException e)
        {
            throw StreamErrors.Reading(name, StreamErrors.Reason(e));
        }
    }

    public string Take(int count, int drop = 0)
    {
        var text = Encoding.Latin1.GetString(_bytes, _start, count);
        _start += count + drop;
        if (_start == _end)
            Clear();
        return text;
    }

    /// <summary>Takes bytes as they are.</summary>
    public int Take(Span<byte> target)
    {
        var count = Math.Min(target.Length, Count);
        Bytes[..count].CopyTo(target);
        _start += count;
        if (_start == _end)
            Clear();
        return count;
    }

    private void MakeRoom()
    {
        if (_end < _bytes.Length)
            return;
        var larger = Count > _bytes.Length / 2 || _bytes.Length == 0 ? new byte[Math.Max(FirstSize, _bytes.Length * 2)] : _bytes;
        Bytes.CopyTo(larger);
        _end = Count;
        _start = 0;
        _bytes = larger;
    }
}
