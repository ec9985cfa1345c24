namespace Postern.Mfl.Syntax;

/// <summary>The state of <c>#pragma regex</c>. One for the whole program: as in the reference implementation, a module that leaves flags set
/// sets them for whoever required it.</summary>
internal sealed class RegexFlagStack
{
    private const int MaxDepth = 1000;

    private readonly Stack<RegexFlags> _saved = new();

    public RegexFlags Current { get; private set; }

    /// <summary>Applies the words after <c>regex</c>; returns what is wrong, or <see langword="null"/>.</summary>
    public string? Apply(ReadOnlySpan<string> words)
    {
        if (words.Length == 0)
            return "too few arguments in pragma";
        if (words[0] == "push")
        {
            if (_saved.Count >= MaxDepth)
                return $"more than {MaxDepth} regex flags pushed";
            _saved.Push(Current);
            words = words[1..];
        }
        else if (words[0] == "pop")
        {
            if (!_saved.TryPop(out var saved))
                return "nothing to pop";
            Current = saved;
            words = words[1..];
        }

        foreach (var word in words)
        {
            if (ApplyFlag(word) is { } problem)
                return problem;
        }

        return null;
    }

    private string? ApplyFlag(string word)
    {
        var name = word[0] is '+' or '-' or '=' ? word[1..] : word;
        RegexFlags? flag = name switch
        {
            "extended" => RegexFlags.Extended,
            "icase" => RegexFlags.IgnoreCase,
            "newline" => RegexFlags.Newline,
            _ => null,
        };
        if (flag is not { } value)
            return $"unknown regexp flag: {name}";
        Current = word[0] switch
        {
            '-' => Current & ~value,
            '=' => value,
            _ => Current | value,
        };
        return null;
    }
}
