using System.Buffers;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io;

/// <summary>
/// A command as a program and its arguments. A shell gets it only when its text is a constant of the program and needs one: what a program computes may hold
/// data of a message, and is split into words here.
/// </summary>
internal sealed record CommandLine(string Text, bool NeedsShell, IReadOnlyList<string> Arguments)
{
    private static readonly SearchValues<char> ShellSyntax = SearchValues.Create("|&;<>()$`\\\"'*?[]#~={}!");

    /// <summary>Whether a shell may see the text.</summary>
    public bool IsConstant { get; private init; }

    /// <exception cref="MflException"><c>e_inval</c>: the text has control bytes or a quote without end, or an argument a NUL.</exception>
    public static CommandLine Parse(string function, string text, bool isConstant, IReadOnlyList<string> arguments)
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
        if (isConstant && (text.AsSpan().Trim(" \t").IsEmpty || text.AsSpan().IndexOfAny(ShellSyntax) >= 0))
            return new CommandLine(text, true, arguments) { IsConstant = true };
        var words = CommandWords.Split(text)
            ?? throw new MflException(MflExceptionCode.Invalid, $"{function}: a quote of the command has no end: {text}");
        return words is []
            ? throw new MflException(MflExceptionCode.Invalid, $"{function}: the command is empty")
            : new CommandLine(text, false, [.. words, .. arguments]) { IsConstant = isConstant };
    }

    /// <summary>The same for a shell, where the further arguments are <c>$1</c>, <c>$2</c>...</summary>
    public IReadOnlyList<string> ForShell => NeedsShell ? ["/bin/sh", "-c", Text, "sh", .. Arguments] : ["/bin/sh", "-c", "\"$@\"", "sh", .. Arguments];
}
