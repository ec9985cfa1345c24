using System.Buffers;

namespace Postern.Mfl.Regex;

/// <summary>
/// A compiled POSIX regular expression with the GNU extensions, as <c>regcomp</c> and <c>regexec</c> of the GNU C library take it
/// in the C locale: leftmost longest match, and the groups that library reports.
/// </summary>
/// <remarks>
/// Pattern and subjects are byte strings: every char is 0x00 to 0xFF. Objects are immutable to their users and may be shared by
/// threads. A match takes time linear in the subject (times the pattern's size at worst), except for a pattern with
/// back references; the work is limited in any case: <see cref="PosixRegexError.MatchLimit"/>.
/// </remarks>
public sealed class PosixRegex
{
    /// <summary>Groups up to this number are tracked without renting memory.</summary>
    private const int GroupsOnStack = 32;

    private readonly int[] _aliases;
    private readonly RangeFinder? _ranges;
    private readonly Lazy<GroupWalk>? _walk;
    private readonly BacktrackingMatcher? _backtracking;

    private PosixRegex(ParsedPattern pattern, Nfa nfa, PosixRegexOptions options)
    {
        Options = options;
        GroupCount = pattern.GroupCount;
        _aliases = pattern.Aliases;
        var ignoreCase = options.HasFlag(PosixRegexOptions.IgnoreCase);
        var literals = new LiteralFinder(pattern, nfa, ignoreCase);
        if (pattern.HasBackReferences)
        {
            _backtracking = new BacktrackingMatcher(nfa, literals, GroupCount, ignoreCase);
            return;
        }

        _ranges = new RangeFinder(nfa, literals);
        _walk = new Lazy<GroupWalk>(() => new GroupWalk(nfa, new BackwardDfa(nfa, searching: false)));
    }

    /// <summary>Number of groups in the pattern (<c>re_nsub</c>); the whole match is not counted.</summary>
    public int GroupCount { get; }

    /// <summary>The options the pattern was compiled with.</summary>
    public PosixRegexOptions Options { get; }

    /// <summary>Whether a match may have to try many ways: the pattern refers back to its groups.</summary>
    internal bool IsBacktracking => _backtracking is not null;

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">The pattern, a byte string.</param>
    /// <param name="options">The flavour and flags.</param>
    /// <exception cref="PosixRegexException">
    /// The pattern is malformed, or larger than allowed (<see cref="PosixRegexError.TooBig"/>): nested deeper than 500, a repeat
    /// count above 32767, or an automaton above 40,000 nodes after its repetitions are copied out.
    /// </exception>
    public static PosixRegex Compile(string pattern, PosixRegexOptions options)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var parsed = PatternParser.Parse(pattern, options);
        var nfa = NfaBuilder.Build(parsed, options.HasFlag(PosixRegexOptions.Newline));
        return new PosixRegex(parsed, nfa, options);
    }

    /// <summary>Whether the pattern matches anywhere in the subject. Cheaper than asking for groups.</summary>
    /// <param name="subject">The subject, a byte string.</param>
    /// <exception cref="PosixRegexException">It takes too long: <see cref="PosixRegexError.MatchLimit"/>.</exception>
    public bool IsMatch(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Match(subject, [], out _);
    }

    /// <summary>Matches and reports where the groups are.</summary>
    /// <param name="subject">The subject, a byte string.</param>
    /// <param name="groups">
    /// Receives start and end (exclusive) of the whole match, then of each group, as far as it reaches; -1 and -1 for a group that
    /// took no part, for all of them without a match, and in places beyond the last group.
    /// </param>
    /// <returns>Whether the pattern matches.</returns>
    /// <exception cref="PosixRegexException">It takes too long: <see cref="PosixRegexError.MatchLimit"/>.</exception>
    public bool Match(string subject, Span<int> groups)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Match(subject, groups, out _);
    }

    /// <summary>Matches and tells what it took.</summary>
    internal bool Match(ReadOnlySpan<char> subject, Span<int> groups, out MatchWork work)
    {
        work = default;
        return MatchWithin(subject, groups, ref work);
    }

    /// <summary>Matches and adds what it took; what came before counts towards the limit.</summary>
    internal bool MatchWithin(ReadOnlySpan<char> subject, Span<int> groups, ref MatchWork work)
    {
        work.Check();
        if (groups.Length < 2 && _ranges is not null)
            return _ranges.IsMatch(subject, ref work);
        groups.Fill(-1);
        if (_ranges is not null && (groups.Length < 4 || GroupCount == 0))
        {
            var range = _ranges.Find(subject, ref work);
            groups[0] = range.Start;
            groups[1] = range.End;
            return range.Found;
        }

        var size = (GroupCount + 1) * 2;
        var rented = GroupCount < GroupsOnStack ? null : ArrayPool<int>.Shared.Rent(size);
        try
        {
            var places = rented is null ? stackalloc int[GroupsOnStack * 2] : rented.AsSpan();
            places = places[..size];
            if (!FindGroups(subject, places, ref work))
                return false;
            for (var slot = 0; slot < Math.Min(size, groups.Length); slot++)
                groups[slot] = places[(_aliases[slot / 2] * 2) + (slot & 1)];
            return true;
        }
        finally
        {
            if (rented is not null)
                ArrayPool<int>.Shared.Return(rented);
        }
    }

    private bool FindGroups(ReadOnlySpan<char> subject, Span<int> places, ref MatchWork work)
    {
        if (_backtracking is not null)
            return _backtracking.Match(subject, places, ref work);
        var range = _ranges!.Find(subject, ref work);
        if (range.Found)
            _walk!.Value.Fill(subject, range, places, ref work);
        return range.Found;
    }
}
