using System.Runtime.InteropServices;
using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io.Filters;

/// <summary>Character sets, as iconv(3) of the C library knows them.</summary>
internal sealed class CharsetFilter : StreamFilter, IDisposable
{
    private const int TooBig = 7;
    private const int OutputSize = 4096;

    private readonly string _function;
    private readonly string _fallback;
    private readonly nint _buffer = Marshal.AllocHGlobal(OutputSize);
    private byte[] _input = [];
    private int _count;
    private nint _converter;

    private CharsetFilter(string function, string fallback, nint converter)
    {
        _function = function;
        _fallback = fallback;
        _converter = converter;
    }

    /// <summary>Opens a conversion.</summary>
    /// <param name="function">Who asks, for the error.</param>
    /// <param name="from">The input's set.</param>
    /// <param name="to">The output's set.</param>
    /// <param name="fallback">For a byte that cannot be converted: <c>none</c> fails, <c>copy-pass</c> copies it, <c>copy-octal</c> writes <c>\ooo</c>.</param>
    /// <returns><see langword="null"/>: the library does not know the sets.</returns>
    public static CharsetFilter? TryOpen(string function, string from, string to, string fallback)
    {
        var converter = LibC.iconv_open(NativeText.Terminated(function, to), NativeText.Terminated(function, from));
        return converter == -1 ? null : new CharsetFilter(function, fallback, converter);
    }

    /// <inheritdoc/>
    /// <exception cref="MflException"><c>e_ilseq</c>: a byte cannot be converted.</exception>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        if (_input.Length < _count + input.Length)
            Array.Resize(ref _input, _count + input.Length);
        input.CopyTo(_input.AsSpan(_count));
        _count += input.Length;
        Convert(output, isEnd: false);
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output)
    {
        Convert(output, isEnd: true);
        nint none = 0;
        nint nothing = 0;
        var at = _buffer;
        nint room = OutputSize;
        // Sets with states go back to their first.
        _ = LibC.iconv(_converter, ref none, ref nothing, ref at, ref room);
        Write(room, output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _converter, -1) is not -1 and var converter)
        {
            _ = LibC.iconv_close(converter);
            Marshal.FreeHGlobal(_buffer);
        }
    }

    private void Convert(MemoryStream output, bool isEnd)
    {
        var pinned = GCHandle.Alloc(_input, GCHandleType.Pinned);
        try
        {
            var at = pinned.AddrOfPinnedObject();
            nint left = _count;
            while (Step(ref at, ref left, output) is not 0 and var error)
            {
                if (error == TooBig)
                    continue;

                // A character that goes on in the next piece.
                if (error == LibC.ErrorInvalid && !isEnd)
                    break;
                Replace(_input[_count - (int)left], output);
                at++;
                left--;
            }

            _input.AsSpan(_count - (int)left, (int)left).CopyTo(_input);
            _count = (int)left;
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>One call; 0 at the end of the input, else the error.</summary>
    private int Step(ref nint at, ref nint left, MemoryStream output)
    {
        var target = _buffer;
        nint room = OutputSize;
        var failed = LibC.iconv(_converter, ref at, ref left, ref target, ref room) == -1;
        var error = failed ? LibC.LastError : 0;
        Write(room, output);
        return error;
    }

    private void Write(nint room, MemoryStream output)
    {
        var bytes = new byte[OutputSize - (int)room];
        Marshal.Copy(_buffer, bytes, 0, bytes.Length);
        output.Write(bytes);
    }

    private void Replace(byte value, MemoryStream output)
    {
        if (_fallback == "none")
            throw new MflException(MflExceptionCode.IllegalSequence, $"{_function}: illegal byte sequence");
        if (_fallback == "copy-pass")
            output.WriteByte(value);
        else
            output.Write(Encoding.ASCII.GetBytes("\\" + System.Convert.ToString(value, 8).PadLeft(3, '0')));
    }
}
