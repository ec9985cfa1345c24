using System.Text;
using Postern.Mfl.Regex;

namespace Postern.Fuzz.Targets;

/// <summary>First line: the flags and the pattern. The rest: the subject.</summary>
internal sealed class RegexTarget : IFuzzTarget
{
    /// <summary>Nodes looked at for each character, beyond what a pattern of these lengths needs.</summary>
    private const long StepsPerCharacter = 1_000_000;

    public string Name => "regex";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. new[]
    {
        "1^([^@]+)@([a-z0-9.-]+)\\.(org|com)$\ngray@gnu.org", "0\\(.*\\)@\\([^.]*\\)\\.\\(.*\\)\nuser@host.example",
        "1((a|ab)(c|bcd))*(d*)\nabcdabcdd", "3[[:alpha:]_-]{2,5}\\b(x?)+$\nHello_World xx", "5^a.b$|\\<w\nx\na-b\nw",
        "1(a+)+$\naaaaaaaaaaaaaaaaaaaaaaaab", "0\\(a*\\)b\\1\naabaa", "1(.*)(.*)(.*)x\naaaaaa", "7([^\n]*)\n\n\na",
    }.Select(Encoding.Latin1.GetBytes)];

    public IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "\\(", "\\)", "(", ")", "[", "]", "[^", "[[:alpha:]]", "[[.a.]]", "[[=a=]]", "\\{1,3\\}", "{1,3}", "{0,}", "{255}", "*", "+", "?", "|",
        "\\|", "\\1", "\\9", "^", "$", "\\b", "\\B", "\\<", "\\>", "\\`", "\\'", "\\w", "\\W", "a", "b", "ab", "\n", "\\", ".", "()", "(|a)*",
    }.Select(Encoding.Latin1.GetBytes)];

    public int SampleSize => 20_000;

    public ValueTask<string?> CheckAsync(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 1)
            return ValueTask.FromResult<string?>(null);
        return ValueTask.FromResult(Check(text[1..end], (PosixRegexOptions)(text[0] & 7), text[(end + 1)..]));
    }

    private static string? Check(string pattern, PosixRegexOptions options, string subject)
    {
        try
        {
            var regex = PosixRegex.Compile(pattern, options);
            var groups = new int[(regex.GroupCount + 1) * 2];
            var found = regex.Match(subject.AsSpan(), groups, out var work);
            if (found != regex.IsMatch(subject))
                return $"Match says {found}, IsMatch {!found}";
            if (work.Steps > (subject.Length + 2) * StepsPerCharacter)
                return $"{work.Steps} steps for {subject.Length} characters";
            return found ? CheckGroups(groups, subject.Length) : null;
        }
        catch (PosixRegexException)
        {
            return null;
        }
    }

    private static string? CheckGroups(int[] groups, int length)
    {
        for (var slot = 0; slot < groups.Length; slot += 2)
        {
            var (start, end) = (groups[slot], groups[slot + 1]);
            var unset = start == -1 && end == -1;
            if (!unset && (start < groups[0] || end < start || end > groups[1] || end > length))
                return $"group {slot / 2} is [{start}, {end}) in a match [{groups[0]}, {groups[1]})";
        }

        return groups[0] < 0 ? "a match without a place" : null;
    }
}
