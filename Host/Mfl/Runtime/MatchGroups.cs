using Postern.Mfl.Regex;

namespace Postern.Mfl.Runtime;

/// <summary>
/// The back references: where the groups of the last match lie (manual, node "Back references"). They are looked for when they are first asked for,
/// which most matches are not.
/// </summary>
internal sealed class MatchGroups
{
    /// <summary>How many expressions that a program makes at run time are kept compiled.</summary>
    public const int CacheLimit = 64;

    private Dictionary<(string Pattern, PosixRegexOptions Options), PosixRegex>? _cache;
    private string? _subject;
    private PosixRegex? _regex;
    private int[] _bounds = [];
    private bool _isMatch;
    private bool _hasBounds;

    /// <summary>Matches and remembers what; after a failed match all groups are empty.</summary>
    /// <exception cref="PosixRegexException">It took too much work.</exception>
    public bool Match(PosixRegex regex, string subject)
    {
        _subject = subject;
        _regex = regex;
        _isMatch = false;
        _hasBounds = false;
        if (regex.IsBacktracking)
        {
            // What is so dear is not done twice.
            FindBounds(regex, subject);
            _isMatch = _bounds[0] >= 0;
        }
        else
            _isMatch = regex.IsMatch(subject);
        return _isMatch;
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
    /// <exception cref="PosixRegexException">It took too much work.</exception>
    public string this[int group]
    {
        get
        {
            if (_subject is null)
                throw new MflFatalException("no previous regular expression");
            if (group > _regex!.GroupCount)
                throw new MflFatalException("invalid back-reference number");
            if (!_isMatch)
                return "";
            if (!_hasBounds)
                FindBounds(_regex, _subject);
            int start = _bounds[group * 2];
            return start < 0 ? "" : _subject[start.._bounds[(group * 2) + 1]];
        }
    }

    private void FindBounds(PosixRegex regex, string subject)
    {
        int needed = (regex.GroupCount + 1) * 2;
        if (_bounds.Length < needed)
            _bounds = new int[needed];
        regex.Match(subject, _bounds.AsSpan(0, needed));
        _hasBounds = true;
    }
}
