using Postern.Mfl.Regex;

namespace Postern.Mfl.Runtime;

/// <summary>The back references: where the groups of the last match lie (manual, node "Back references").</summary>
internal sealed class MatchGroups
{
    /// <summary>How many expressions that a program makes at run time are kept compiled.</summary>
    public const int CacheLimit = 64;

    private Dictionary<(string Pattern, PosixRegexOptions Options), PosixRegex>? _cache;
    private string? _subject;
    private int[] _bounds = [];
    private int _count;

    /// <summary>Matches and remembers the groups; after a failed match all of them are empty.</summary>
    public bool Match(PosixRegex regex, string subject)
    {
        int needed = (regex.GroupCount + 1) * 2;
        if (_bounds.Length < needed)
            _bounds = new int[needed];
        _subject = subject;
        _count = regex.GroupCount;
        if (regex.Match(subject, _bounds.AsSpan(0, needed)))
            return true;
        _bounds.AsSpan(0, needed).Fill(-1);
        return false;
    }

    /// <summary>Compiles an expression that is known only now; the last ones are kept.</summary>
    /// <exception cref="PosixRegexException">The expression is wrong.</exception>
    public PosixRegex Compile(string pattern, PosixRegexOptions options)
    {
        _cache ??= [];
        if (_cache.TryGetValue((pattern, options), out PosixRegex? regex))
            return regex;
        regex = PosixRegex.Compile(pattern, options);
        if (_cache.Count >= CacheLimit)
            _cache.Clear();
        _cache.Add((pattern, options), regex);
        return regex;
    }

    /// <summary>The text of a group.</summary>
    /// <exception cref="MflFatalException">There is no such group.</exception>
    public string this[int group]
    {
        get
        {
            if (_subject is null)
                throw new MflFatalException("no previous regular expression");
            if (group > _count)
                throw new MflFatalException("invalid back-reference number");
            int start = _bounds[group * 2];
            return start < 0 ? "" : _subject[start.._bounds[(group * 2) + 1]];
        }
    }
}
