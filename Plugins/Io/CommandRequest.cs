namespace Postern.Plugins.Io;

/// <summary>A name of open() or spawn() that begins with a pipe: directions, where standard error goes, and the command.</summary>
/// <param name="Reads">The script reads the command's output.</param>
/// <param name="Writes">The script writes the command's input.</param>
/// <param name="Errors">What follows <c>2&gt;</c>; empty when nothing does.</param>
/// <param name="AppendsErrors">Whether it was <c>2&gt;&gt;</c>.</param>
/// <param name="Text">The command.</param>
/// <param name="Signs">How many characters at the beginning say what is done.</param>
internal sealed record CommandRequest(bool Reads, bool Writes, string Errors, bool AppendsErrors, string Text, int Signs)
{
    private static readonly string[] Targets = ["null:", "file:", "syslog:"];

    /// <summary>Reads <c>["&lt;" | "&amp;"] ["2&gt;" target] command</c>; a target that is none of ours belongs to the command.</summary>
    public static CommandRequest Parse(string text)
    {
        var reads = text is ['<' or '&', ..];
        var writes = text is not ['<', ..];
        var plain = new CommandRequest(reads, writes, "", false, (reads ? text[1..] : text).TrimStart(' ', '\t'), reads ? 1 : 0);
        if (!plain.Text.StartsWith("2>", StringComparison.Ordinal))
            return plain;
        var appends = plain.Text.StartsWith("2>>", StringComparison.Ordinal);
        var target = plain.Text[(appends ? 3 : 2)..];
        var kind = Targets.FirstOrDefault(kind => target.StartsWith(kind, StringComparison.Ordinal));
        if (kind is null)
            return plain;
        var signs = text.Length - target.Length + kind.Length;
        var end = target.AsSpan().IndexOfAny(' ', '\t');
        return end < 0
            ? plain with { Errors = target, AppendsErrors = appends, Text = "", Signs = signs }
            : plain with { Errors = target[..end], AppendsErrors = appends, Text = target[end..].TrimStart(' ', '\t'), Signs = signs };
    }
}
