using System.Runtime.InteropServices;
using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.System.Native;

/// <summary>Strings of the C library and of MFL: the same bytes.</summary>
internal static class NativeText
{
    /// <summary>The bytes with a NUL behind them.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: there is a NUL within, so that another string would arrive.</exception>
    public static byte[] Terminated(string function, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new MflException(MflExceptionCode.Invalid, $"{function}: the argument has a NUL byte");
        var bytes = new byte[text.Length + 1];
        Encoding.Latin1.GetBytes(text, bytes);
        return bytes;
    }

    public static string Read(nint text)
    {
        if (text == 0)
            return "";
        var length = 0;
        while (Marshal.ReadByte(text, length) != 0)
            length++;
        return string.Create(length, text, static (result, source) =>
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = (char)Marshal.ReadByte(source, i);
        });
    }

    /// <summary>What a system call failed with, in words.</summary>
    public static string LastErrorText => Marshal.GetPInvokeErrorMessage(LibC.LastError);
}
