namespace Postern.Mfl.Regex;

/// <summary>Repetition operators and intervals.</summary>
internal sealed partial class PatternParser
{
    /// <summary>No number stands here.</summary>
    private const int NoNumber = -1;

    /// <summary>What stands here is not a number.</summary>
    private const int BadNumber = -2;

    private PatternNode? ParseRepetitions(PatternNode? node, int depth)
    {
        var count = 0;
        while (_token.IsRepetition)
        {
            if (depth + ++count > MaximumDepth)
                throw new PosixRegexException(PosixRegexError.TooBig);
            var (minimum, maximum) = ParseBounds();
            Advance(anchorHere: false);
            node = Repeated(node, minimum, maximum);

            // Basic allows a + or a ? after another operator, but not these two.
            if (!_extended && _token.Kind is PatternTokenKind.Star or PatternTokenKind.OpenInterval)
                throw new PosixRegexException(PosixRegexError.InvalidRepetition);
        }

        return node;
    }

    private static PatternNode? Repeated(PatternNode? node, int minimum, int? maximum)
    {
        if (node is null || maximum == 0)
            return null;
        return minimum == 1 && maximum == 1 ? node : new PatternNode.Repeat(node, minimum, maximum);
    }

    private (int Minimum, int? Maximum) ParseBounds() => _token.Kind switch
    {
        PatternTokenKind.Star => (0, null),
        PatternTokenKind.Plus => (1, null),
        PatternTokenKind.Question => (0, 1),
        _ => ParseInterval(),
    };

    private (int Minimum, int? Maximum) ParseInterval()
    {
        var minimum = ParseNumber();
        if (minimum == NoNumber)
        {
            // {,m} is {0,m}
            if (_token.Kind != PatternTokenKind.Character || _token.Value != ',')
                throw new PosixRegexException(PosixRegexError.InvalidInterval);
            minimum = 0;
        }

        var maximum = minimum;
        if (minimum != BadNumber && _token.Kind != PatternTokenKind.CloseInterval)
            maximum = _token.Kind == PatternTokenKind.Character && _token.Value == ',' ? ParseNumber() : BadNumber;
        CheckNumbers(minimum, maximum);
        return (minimum, maximum == NoNumber ? null : maximum);
    }

    private void CheckNumbers(int minimum, int maximum)
    {
        if (minimum == BadNumber || maximum == BadNumber)
        {
            throw new PosixRegexException(
                _token.Kind == PatternTokenKind.End ? PosixRegexError.UnmatchedBrace : PosixRegexError.InvalidInterval);
        }

        if ((maximum != NoNumber && minimum > maximum) || _token.Kind != PatternTokenKind.CloseInterval)
            throw new PosixRegexException(PosixRegexError.InvalidInterval);
        if ((maximum == NoNumber ? minimum : maximum) > MaximumRepeat)
            throw new PosixRegexException(PosixRegexError.TooBig);
    }

    /// <summary>Reads up to a comma or the end of the interval.</summary>
    private int ParseNumber()
    {
        var number = NoNumber;
        while (true)
        {
            Advance(anchorHere: false);
            if (_token.Kind == PatternTokenKind.End)
                return BadNumber;
            if (_token.Kind == PatternTokenKind.CloseInterval || _token.Value == ',')
                return number;
            if (_token.Kind != PatternTokenKind.Character || !char.IsAsciiDigit((char)_token.Value) || number == BadNumber)
                number = BadNumber;
            else
                number = Math.Min(MaximumRepeat + 1, (Math.Max(number, 0) * 10) + _token.Value - '0');
        }
    }
}
