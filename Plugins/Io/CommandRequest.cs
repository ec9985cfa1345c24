namespace Postern.Plugins.Io;

/// <summary>A name of open() or spawn() that begins with a pipe: directions, where standard error goes, and the command.</summary>
/// <param name="Reads">The script reads the command's output.</param>
/// <param name="Writes">The script writes the command's input.</param>
/// <param name="Errors">What follows <c>2&gt;</c>; empty when nothing does.</param>
/// <param name="AppendsErrors">Whether it was <c>2&gt;&gt;</c>.</param>
/// <param name="Text">The command.</param>
internal sealed record CommandRequest(bool Reads, bool Writes, string Errors, bool AppendsErrors, string Text)
{
    /// <summary>Reads <c>["&lt;" | "&amp;"] ["2&gt;" target] command</c>; a target that is none of ours belongs to the command.</summary>
    public static CommandRequest Parse(string text)
    {
        var reads = text is ['<' or '&', ..];
        var writes = text is not ['<', ..];
        var rest = (reads ? text[1..] : text).TrimStart(' ', '\t');
        if (!rest.StartsWith("2>", StringComparison.Ordinal))
            return new CommandRequest(reads, writes, "", false, rest);
        var appends = rest.StartsWith("2>>", StringComparison.Ordinal);
        var target = rest[(appends ? 3 : 2)..];
        var end = target.AsSpan().IndexOfAny(' ', '\t');
        var command = end < 0 ? "" : target[end..].TrimStart(' ', '\t');
        target = end < 0 ? target : target[..end];
        return target == "null:" || target.StartsWith("file:", StringComparison.Ordinal) || target.StartsWith("syslog:", StringComparison.Ordinal)
            ? new CommandRequest(reads, writes, target, appends, command)
            : new CommandRequest(reads, writes, "", false, rest);
    }
}
