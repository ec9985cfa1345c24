namespace Postern.Mfl.Regex;

/// <summary>
/// Bracket expressions in the C locale: every character is its own collating element and its own equivalence class.
/// <code>
/// bracket = "[" ["^"] 1*( element / element "-" element ) "]"
/// element = character / "[." name ".]" / "[=" name "=]" / "[:" name ":]"
/// </code>
/// </summary>
internal sealed partial class PatternParser
{
    /// <summary>Longest name between the delimiters of a class, equivalence class or collating symbol.</summary>
    private const int MaximumNameLength = 32;

    private enum ElementKind
    {
        Character,
        CollatingSymbol,
        Equivalence,
        Class,
    }

    private PatternNode.Bytes ParseBracket()
    {
        var set = ByteSet.Empty;
        var negated = !_scanner.AtEnd && _scanner.At(0) == '^';
        if (negated)
        {
            _scanner.Skip(1);
            if (_newline)
                set = set.With((byte)'\n');
        }

        // The library's word for a bracket that ends at once.
        if (_scanner.AtEnd)
            throw new PosixRegexException(PosixRegexError.InvalidPattern);
        var first = true;
        do
        {
            set = set.Union(ParseBracketItem(first));
            first = false;
            if (_scanner.AtEnd)
                throw new PosixRegexException(PosixRegexError.UnmatchedBracket);
        }
        while (_scanner.At(0) != ']');
        _scanner.Skip(1);
        return new PatternNode.Bytes(Cased(negated ? set.Complement() : set));
    }

    private ByteSet ParseBracketItem(bool first)
    {
        var start = ParseElement(acceptHyphen: first);
        if (start.Kind is ElementKind.Class or ElementKind.Equivalence)
            return SetOf(start);
        if (_scanner.AtEnd)
            throw new PosixRegexException(PosixRegexError.UnmatchedBracket);
        if (_scanner.At(0) != '-')
            return SetOf(start);
        if (_scanner.Remaining < 2)
            throw new PosixRegexException(PosixRegexError.UnmatchedBracket);
        if (_scanner.At(1) == ']')
            return SetOf(start);
        _scanner.Skip(1);
        var end = ParseElement(acceptHyphen: true);
        return RangeOf(start, end);
    }

    private (ElementKind Kind, string Name) ParseElement(bool acceptHyphen)
    {
        if (_scanner.AtEnd)
            throw new PosixRegexException(PosixRegexError.UnmatchedBracket);
        var value = _scanner.At(0);
        if (value == '[' && _scanner.Remaining > 1 && _scanner.RawAt(1) is (byte)'.' or (byte)'=' or (byte)':')
            return ParseNamedElement();
        _scanner.Skip(1);
        if (value == '-' && !acceptHyphen && (_scanner.AtEnd || _scanner.At(0) != ']'))
            throw new PosixRegexException(PosixRegexError.InvalidRange);
        return (ElementKind.Character, ((char)value).ToString());
    }

    private (ElementKind Kind, string Name) ParseNamedElement()
    {
        var delimiter = _scanner.RawAt(1);
        var kind = delimiter switch
        {
            (byte)'.' => ElementKind.CollatingSymbol,
            (byte)'=' => ElementKind.Equivalence,
            _ => ElementKind.Class,
        };
        _scanner.Skip(2);
        var name = new System.Text.StringBuilder();
        while (true)
        {
            if (_scanner.Remaining < 2 || name.Length >= MaximumNameLength)
                throw new PosixRegexException(PosixRegexError.UnmatchedBracket);
            var value = kind == ElementKind.Class ? _scanner.RawAt(0) : _scanner.At(0);
            if (value == delimiter && _scanner.RawAt(1) == ']')
                break;
            name.Append((char)value);
            _scanner.Skip(1);
        }

        _scanner.Skip(2);
        return (kind, name.ToString());
    }

    private static ByteSet RangeOf((ElementKind Kind, string Name) start, (ElementKind Kind, string Name) end)
    {
        if (start.Kind is ElementKind.Class or ElementKind.Equivalence || end.Kind is ElementKind.Class or ElementKind.Equivalence)
            throw new PosixRegexException(PosixRegexError.InvalidRange);
        if (start.Name.Length != 1 || end.Name.Length != 1)
            throw new PosixRegexException(PosixRegexError.InvalidCollation);
        if (start.Name[0] > end.Name[0])
            throw new PosixRegexException(PosixRegexError.InvalidRange);
        return ByteSet.Empty.WithRange((byte)start.Name[0], (byte)end.Name[0]);
    }

    private ByteSet SetOf((ElementKind Kind, string Name) element)
    {
        if (element.Kind == ElementKind.Class)
        {
            var name = _ignoreCase && element.Name is "upper" or "lower" ? "alpha" : element.Name;
            return CharacterClass.TryGet(name, out var set) ? set : throw new PosixRegexException(PosixRegexError.InvalidClass);
        }

        if (element.Name.Length != 1)
            throw new PosixRegexException(PosixRegexError.InvalidCollation);
        return ByteSet.Of((byte)element.Name[0]);
    }
}
