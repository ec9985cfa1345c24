using System.Runtime.InteropServices;
using System.Text;
using Postern.Mfl.Regex;

namespace Postern.Mfl.Tests.Regex;

/// <summary>The C library's own regular expressions, the reference of these tests.</summary>
internal sealed class LibcRegex : IDisposable
{
    /// <summary>Room for a regex_t (64 bytes on x86-64).</summary>
    private const int RegexSize = 256;

    private const int ExtendedFlag = 1;
    private const int IgnoreCaseFlag = 2;
    private const int NewlineFlag = 4;

    private readonly byte[] _regex = GC.AllocateArray<byte>(RegexSize, pinned: true);

    private LibcRegex()
    {
    }

    public int GroupCount => (int)BitConverter.ToInt64(_regex, 48);

    /// <returns>Null and the words of regerror when the pattern is refused.</returns>
    public static LibcRegex? TryCompile(string pattern, PosixRegexOptions options, out string error)
    {
        var regex = new LibcRegex();
        var flags = (options.HasFlag(PosixRegexOptions.Extended) ? ExtendedFlag : 0)
            | (options.HasFlag(PosixRegexOptions.IgnoreCase) ? IgnoreCaseFlag : 0)
            | (options.HasFlag(PosixRegexOptions.Newline) ? NewlineFlag : 0);
        var code = regcomp(regex._regex, Terminated(pattern), flags);
        error = string.Empty;
        if (code == 0)
            return regex;
        var text = new byte[256];
        var length = (int)regerror(code, regex._regex, text, (nuint)text.Length);
        error = Encoding.Latin1.GetString(text, 0, length - 1);
        return null;
    }

    public bool Match(string subject, Span<int> groups)
    {
        var places = new int[groups.Length];
        var code = regexec(_regex, Terminated(subject), (nuint)(groups.Length / 2), places, 0);
        if (code == 0)
            places.CopyTo(groups);
        else
            groups.Fill(-1);
        return code == 0;
    }

    public void Dispose() => regfree(_regex);

    private static byte[] Terminated(string text) => Encoding.Latin1.GetBytes(text + "\0");

    [DllImport("libc", EntryPoint = "regcomp"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int regcomp(byte[] regex, byte[] pattern, int flags);

    [DllImport("libc", EntryPoint = "regexec"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int regexec(byte[] regex, byte[] subject, nuint count, [Out] int[] places, int flags);

    [DllImport("libc", EntryPoint = "regfree"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void regfree(byte[] regex);

    [DllImport("libc", EntryPoint = "regerror"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nuint regerror(int code, byte[] regex, [Out] byte[] text, nuint size);
}
