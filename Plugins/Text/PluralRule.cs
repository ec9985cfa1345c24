namespace Postern.Plugins.Text;

/// <summary>
/// The expression of a catalog's <c>Plural-Forms</c> field (gettext manual, section "Additional functions for plural forms"): C without
/// assignments, over the unsigned variable <c>n</c>. What cannot be read means the Germanic rule <c>n != 1</c>, as in gettext.
/// </summary>
internal sealed class PluralRule
{
    private const int DeepestNesting = 100;
    private const int LongestExpression = 4096;

    private static readonly string[][] Operators = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

    private readonly Func<ulong, ulong> _expression;

    private PluralRule(Func<ulong, ulong> expression) => _expression = expression;

    /// <summary>The index of the form for a number.</summary>
    public ulong FormOf(long number) => _expression((ulong)number);

    /// <summary>Reads a field such as <c>nplurals=2; plural=n != 1;</c>.</summary>
    public static PluralRule Parse(string field)
    {
        var at = field.IndexOf("plural=", StringComparison.Ordinal);
        if (at >= 0 && at < field.Length - 7 && field.Length <= LongestExpression)
        {
            var text = field.AsSpan(at + 7);
            var end = text.IndexOf(';');
            var parser = new Parser(end < 0 ? text : text[..end]);
            if (parser.ParseAll() is { } expression)
                return new PluralRule(expression);
        }

        return new PluralRule(static n => n == 1 ? 0UL : 1UL);
    }

    private ref struct Parser(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text.TrimStart();
        private int _depth;

        public Func<ulong, ulong>? ParseAll()
        {
            var expression = Conditional();
            return _rest.IsEmpty ? expression : null;
        }

        private Func<ulong, ulong>? Conditional()
        {
            if (++_depth > DeepestNesting || Binary(0) is not { } condition)
                return null;
            if (Take("?"))
            {
                if (Conditional() is not { } first || !Take(":") || Conditional() is not { } second)
                    return null;
                _depth--;
                return n => condition(n) != 0 ? first(n) : second(n);
            }

            _depth--;
            return condition;
        }

        private Func<ulong, ulong>? Binary(int level)
        {
            if (level == Operators.Length)
                return Unary();
            var result = Binary(level + 1);
            while (result is { } left && TakeOne(Operators[level]) is { } symbol)
                result = Binary(level + 1) is { } right ? Combine(symbol, left, right) : null;
            return result;
        }

        private Func<ulong, ulong>? Unary()
        {
            if (!_rest.StartsWith("!=") && Take("!"))
                return ++_depth <= DeepestNesting && Unary() is { } operand ? n => operand(n) == 0 ? 1UL : 0UL : null;
            if (Take("("))
                return Conditional() is { } inner && Take(")") ? inner : null;
            if (Take("n"))
                return static n => n;
            var digits = 0;
            while (digits < _rest.Length && char.IsAsciiDigit(_rest[digits]))
                digits++;
            if (!ulong.TryParse(_rest[..digits], System.Globalization.CultureInfo.InvariantCulture, out var number))
                return null;
            _rest = _rest[digits..].TrimStart();
            return _ => number;
        }

        private static Func<ulong, ulong> Combine(string symbol, Func<ulong, ulong> a, Func<ulong, ulong> b) => symbol switch
        {
            "||" => n => a(n) != 0 || b(n) != 0 ? 1UL : 0UL,
            "&&" => n => a(n) != 0 && b(n) != 0 ? 1UL : 0UL,
            "==" => n => a(n) == b(n) ? 1UL : 0UL,
            "!=" => n => a(n) != b(n) ? 1UL : 0UL,
            "<=" => n => a(n) <= b(n) ? 1UL : 0UL,
            ">=" => n => a(n) >= b(n) ? 1UL : 0UL,
            "<" => n => a(n) < b(n) ? 1UL : 0UL,
            ">" => n => a(n) > b(n) ? 1UL : 0UL,
            "+" => n => a(n) + b(n),
            "-" => n => a(n) - b(n),
            "*" => n => a(n) * b(n),
            "/" => n => b(n) is not 0 and var divisor ? a(n) / divisor : 0,
            _ => n => b(n) is not 0 and var divisor ? a(n) % divisor : 0,
        };

        private string? TakeOne(string[] symbols)
        {
            foreach (var symbol in symbols)
            {
                if (Take(symbol))
                    return symbol;
            }

            return null;
        }

        private bool Take(string symbol)
        {
            if (!_rest.StartsWith(symbol))
                return false;
            _rest = _rest[symbol.Length..].TrimStart();
            return true;
        }
    }
}
