namespace Postern.Mfl.Regex;

/// <summary>
/// Reads a pattern as the GNU C library does, errors included:
/// <code>
/// pattern  = branch *( alt branch )
/// branch   = *expression
/// expression = ( character / "." / bracket / group / back-reference ) *repetition / anchor
/// </code>
/// An anchor takes no repetition: in basic the operator after it is an ordinary character, in extended an error.
/// </summary>
internal sealed partial class PatternParser
{
    /// <summary>Deeper nesting of groups and repetitions is refused, so that recursion is bounded.</summary>
    private const int MaximumDepth = 500;

    /// <summary>The library's RE_DUP_MAX.</summary>
    private const int MaximumRepeat = 32767;

    private readonly PatternScanner _scanner;
    private readonly bool _extended;
    private readonly bool _newline;
    private readonly bool _ignoreCase;
    private PatternToken _token;
    private int _groupCount;
    private int _completedGroups;
    private bool _hasBackReferences;

    private PatternParser(string pattern, PosixRegexOptions options)
    {
        _scanner = new PatternScanner(pattern, options);
        _extended = options.HasFlag(PosixRegexOptions.Extended);
        _newline = options.HasFlag(PosixRegexOptions.Newline);
        _ignoreCase = options.HasFlag(PosixRegexOptions.IgnoreCase);
    }

    public static ParsedPattern Parse(string pattern, PosixRegexOptions options)
    {
        var parser = new PatternParser(pattern, options);
        parser._token = parser._scanner.Next(anchorHere: true);
        var root = parser.ParseChoice(0);
        var folding = new GroupFolding(parser._groupCount);
        root = folding.Fold(root);
        return new ParsedPattern(root, parser._groupCount, folding.Aliases, parser._hasBackReferences);
    }

    private PatternNode? ParseChoice(int depth)
    {
        if (depth > MaximumDepth)
            throw new PosixRegexException(PosixRegexError.TooBig);

        // A back reference is only allowed to groups complete in its own alternative or before the choice.
        var completedBefore = _completedGroups;
        var branch = ParseBranch(depth);
        if (_token.Kind != PatternTokenKind.Alternation)
            return branch;
        var branches = new List<PatternNode?> { branch };
        while (_token.Kind == PatternTokenKind.Alternation)
        {
            Advance(anchorHere: true);
            if (EndsBranch(depth))
            {
                branches.Add(null);
                continue;
            }

            var completed = _completedGroups;
            _completedGroups = completedBefore;
            branches.Add(ParseBranch(depth));
            _completedGroups |= completed;
        }

        return new PatternNode.Choice(branches);
    }

    private bool EndsBranch(int depth) => _token.Kind is PatternTokenKind.Alternation or PatternTokenKind.End
        || (depth > 0 && _token.Kind == PatternTokenKind.CloseGroup);

    private PatternNode? ParseBranch(int depth)
    {
        var parts = new List<PatternNode>();

        // The library parses one expression before it looks whether the branch is over; the end gives none.
        do
        {
            if (ParseExpression(depth) is { } part)
                parts.Add(part);
        }
        while (!EndsBranch(depth));
        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => new PatternNode.Sequence(parts),
        };
    }

    private PatternNode? ParseExpression(int depth)
    {
        PatternNode? node;
        switch (_token.Kind)
        {
            case PatternTokenKind.Alternation or PatternTokenKind.End:
                return null;
            case PatternTokenKind.Anchor or PatternTokenKind.WordBoundary or PatternTokenKind.NotWordBoundary:
                node = AnchorNode();
                Advance(anchorHere: false);
                return node;
            case PatternTokenKind.OpenGroup:
                node = ParseGroup(depth + 1);
                break;
            case PatternTokenKind.OpenBracket:
                node = ParseBracket();
                break;
            case PatternTokenKind.BackReference:
                node = BackReferenceNode();
                break;
            default:
                node = new PatternNode.Bytes(SingleSet());
                break;
        }

        Advance(anchorHere: false);
        return ParseRepetitions(node, depth);
    }

    private void Advance(bool anchorHere) => _token = _scanner.Next(anchorHere);

    private PatternNode AnchorNode() => _token.Kind switch
    {
        PatternTokenKind.WordBoundary => EitherAnchor(RegexAnchor.WordFirst, RegexAnchor.WordLast),
        PatternTokenKind.NotWordBoundary => EitherAnchor(RegexAnchor.InsideWord, RegexAnchor.InsideNotWord),
        _ => new PatternNode.Assertion(_token.Anchor),
    };

    private static PatternNode.Choice EitherAnchor(RegexAnchor first, RegexAnchor second) =>
        new([new PatternNode.Assertion(first), new PatternNode.Assertion(second)]);

    private PatternNode.BackReference BackReferenceNode()
    {
        var group = _token.Value - '0';
        if ((_completedGroups & (1 << group)) == 0)
            throw new PosixRegexException(PosixRegexError.InvalidBackReference);
        _hasBackReferences = true;
        return new PatternNode.BackReference(group);
    }

    /// <summary>The set a token that stands for one character matches; repetition operators with nothing before them end here too.</summary>
    private ByteSet SingleSet()
    {
        switch (_token.Kind)
        {
            case PatternTokenKind.TrailingBackslash:
                throw new PosixRegexException(PosixRegexError.TrailingBackslash);
            case PatternTokenKind.OpenInterval:
                throw new PosixRegexException(PosixRegexError.InvalidRepetition);
            case PatternTokenKind.Star or PatternTokenKind.Plus or PatternTokenKind.Question when _extended:
                throw new PosixRegexException(PosixRegexError.InvalidRepetition);
            case PatternTokenKind.CloseGroup when !_extended:
                throw new PosixRegexException(PosixRegexError.UnmatchedParenthesis);
            case PatternTokenKind.AnyCharacter:
                var excluded = ByteSet.Of(0);
                return (_newline ? excluded.With((byte)'\n') : excluded).Complement();
            case PatternTokenKind.WordCharacter:
                return CharacterClass.Word;
            case PatternTokenKind.NotWordCharacter:
                return CharacterClass.Word.Complement();
            case PatternTokenKind.SpaceCharacter:
                return CharacterClass.Space;
            case PatternTokenKind.NotSpaceCharacter:
                return CharacterClass.Space.Complement();
            default:
                return Cased(ByteSet.Of(_token.Value));
        }
    }

    /// <summary>A set over upper-cased characters as a set over characters as they come.</summary>
    private ByteSet Cased(ByteSet set)
    {
        if (!_ignoreCase)
            return set;
        var cased = ByteSet.Empty;
        for (var value = 0; value <= byte.MaxValue; value++)
            if (set.Contains(value is >= 'a' and <= 'z' ? (byte)(value - 32) : (byte)value))
                cased = cased.With((byte)value);
        return cased;
    }

    private PatternNode.Group ParseGroup(int depth)
    {
        var index = ++_groupCount;
        Advance(anchorHere: true);
        PatternNode? body = null;
        if (_token.Kind != PatternTokenKind.CloseGroup)
        {
            body = ParseChoice(depth);
            if (_token.Kind != PatternTokenKind.CloseGroup)
                throw new PosixRegexException(PosixRegexError.UnmatchedParenthesis);
        }

        if (index <= 9)
            _completedGroups |= 1 << index;
        return new PatternNode.Group(index, body);
    }
}
