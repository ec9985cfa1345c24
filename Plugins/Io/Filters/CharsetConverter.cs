using System.Runtime.InteropServices;
using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io.Filters;

/// <summary>Character sets, as iconv(3) of the C library knows them.</summary>
internal static class CharsetConverter
{
    private const int TooBig = 7;
    private const int OutputSize = 4096;

    public static bool Exists(string function, string from, string to)
    {
        var converter = Open(function, from, to);
        if (converter == -1)
            return false;
        _ = LibC.iconv_close(converter);
        return true;
    }

    /// <summary>Converts.</summary>
    /// <param name="function">Who asks, for the error.</param>
    /// <param name="from">The input's set.</param>
    /// <param name="to">The output's set.</param>
    /// <param name="fallback">For a byte that cannot be converted: <c>none</c> fails, <c>copy-pass</c> copies it, <c>copy-octal</c> writes <c>\ooo</c>.</param>
    /// <param name="input">The bytes.</param>
    /// <exception cref="MflException"><c>e_failure</c>: a byte cannot be converted.</exception>
    public static byte[] Convert(string function, string from, string to, string fallback, byte[] input)
    {
        var converter = Open(function, from, to);
        var pinned = GCHandle.Alloc(input, GCHandleType.Pinned);
        var buffer = Marshal.AllocHGlobal(OutputSize);
        try
        {
            var result = new MemoryStream(input.Length);
            var at = pinned.AddrOfPinnedObject();
            nint left = input.Length;
            while (Step(converter, buffer, ref at, ref left, result) is not 0 and var error)
            {
                if (error == TooBig)
                    continue;
                Replace(function, fallback, error, input[^(int)left], result);
                at++;
                left--;
            }

            return result.ToArray();
        }
        finally
        {
            Marshal.FreeHGlobal(buffer);
            pinned.Free();
            _ = LibC.iconv_close(converter);
        }
    }

    /// <summary>One call; 0 at the end of the input, else the error.</summary>
    private static int Step(nint converter, nint buffer, ref nint at, ref nint left, MemoryStream result)
    {
        var output = buffer;
        nint room = OutputSize;
        nint none = 0;
        nint nothing = 0;
        var failed = LibC.iconv(converter, ref at, ref left, ref output, ref room) == -1;
        var error = failed ? LibC.LastError : 0;
        // At the end, sets with states go back to their first.
        if (!failed)
            _ = LibC.iconv(converter, ref none, ref nothing, ref output, ref room);
        var bytes = new byte[OutputSize - (int)room];
        Marshal.Copy(buffer, bytes, 0, bytes.Length);
        result.Write(bytes);
        return error;
    }

    private static void Replace(string function, string fallback, int error, byte value, MemoryStream result)
    {
        if (fallback == "none")
            throw new MflException(MflExceptionCode.Failure, $"{function}: mu_stream_copy: {LibC.Describe(error)}");
        if (fallback == "copy-pass")
            result.WriteByte(value);
        else
            result.Write(Encoding.ASCII.GetBytes("\\" + System.Convert.ToString(value, 8).PadLeft(3, '0')));
    }

    private static nint Open(string function, string from, string to) =>
        LibC.iconv_open(NativeText.Terminated(function, to), NativeText.Terminated(function, from));
}
