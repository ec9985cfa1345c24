using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Native;

/// <summary>Strings of MFL as the C library takes them: the same bytes with a NUL behind them.</summary>
internal static class NativeText
{
    /// <exception cref="MflException"><c>e_inval</c>: there is a NUL within, so that another string would arrive.</exception>
    public static byte[] Terminated(string function, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new MflException(MflExceptionCode.Invalid, $"{function}: the argument has a NUL byte");
        var bytes = new byte[text.Length + 1];
        Encoding.Latin1.GetBytes(text, bytes);
        return bytes;
    }
}
