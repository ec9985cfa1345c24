using System.Buffers;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io;

/// <summary>
/// A command as a program and its arguments. A shell gets it only when its text needs one; further arguments are never part of that text.
/// </summary>
internal sealed record CommandLine(string Text, bool NeedsShell, IReadOnlyList<string> Arguments)
{
    private static readonly SearchValues<char> ShellSyntax = SearchValues.Create("|&;<>()$`\\\"'*?[]#~={}!");

    /// <exception cref="MflException"><c>e_inval</c>: the text has control bytes, or an argument a NUL.</exception>
    public static CommandLine Parse(string function, string text, IReadOnlyList<string> arguments)
    {
        foreach (var c in text)
        {
            if (c is '\x7f' or (< ' ' and not '\t'))
            {
                throw new MflException(
                    MflExceptionCode.Invalid, $"{function}: the command has the control byte 0x{(int)c:x2}; hand data over as arguments of their own");
            }
        }

        if (arguments.Any(static argument => argument.Contains('\0', StringComparison.Ordinal)))
            throw new MflException(MflExceptionCode.Invalid, $"{function}: an argument has a NUL byte");
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 || text.AsSpan().IndexOfAny(ShellSyntax) >= 0
            ? new CommandLine(text, true, arguments)
            : new CommandLine(text, false, [.. words, .. arguments]);
    }

    /// <summary>The same for a shell, where the further arguments are <c>$1</c>, <c>$2</c>...</summary>
    public IReadOnlyList<string> ForShell => NeedsShell ? ["/bin/sh", "-c", Text, "sh", .. Arguments] : ["/bin/sh", "-c", "\"$@\"", "sh", .. Arguments];
}
