namespace Postern.Fuzz.Programs;

/// <summary>Makes expressions.</summary>
internal sealed class ExpressionGenerator(Random random, GeneratorScope scope)
{
    private static readonly string[] Numbers =
        ["0", "1", "2", "3", "5", "7", "10", "17", "42", "64", "100", "255", "1000", "010", "0x1F", "0XfF", "2147483648", "9223372036854775807"];

    private static readonly string[] Pieces =
        ["a", "b", "ab", "user", "host", "x y", "10", "0x1f", "7", "-3", "", "A.b", "@", "<me@example.org>", "\\t", "\\\"", "\\\\", "\\x41", "\\0101", "%%", "100%", "$ ", "$$", "\\q"];

    private static readonly string[] Patterns =
        ["a", "b*", "^a", "c$", "\\(^a\\)", "b\\|a", "[a-z]*", "\\(.\\)\\(.*\\)", "\\([a-z]*\\)@\\(.*\\)", "x\\{0,2\\}", "[[:digit:]][[:digit:]]*", "^$", "u.*r", "\\.", "\\(a\\)*b"];

    private static readonly string[] Globs = ["a*", "*b", "?", "*", "[a-c]*", "user", "*@*"];

    private static readonly string[] Arithmetic = ["+", "-", "*", "/", "%"];

    private static readonly string[] Bits = ["&", "|", "^", "<<", ">>"];

    private static readonly string[] Relations = ["<", "<=", ">", ">=", "=", "==", "!="];

    public string Make(GeneratedType type, int depth) => type == GeneratedType.Number ? Number(depth) : Text(depth);

    public string Number(int depth) => depth <= 0 || random.Next(4) == 0 ? NumberAtom(depth) : random.Next(12) switch
    {
        < 4 => Binary(Arithmetic, Number, depth),
        4 or 5 => Binary(Bits, Number, depth),
        6 => Condition(depth),
        7 => $"{Pick(["-", "-", "+"])} {Number(depth - 1)}",
        8 => $"~ {Number(depth - 1)}",
        9 => $"number({Make(Type(), depth - 1)})",
        10 => Call(GeneratedType.Number, depth) ?? NumberAtom(depth),
        _ => $"({Number(depth - 1)})",
    };

    public string Text(int depth) => depth <= 0 || random.Next(4) == 0 ? TextAtom() : random.Next(10) switch
    {
        < 5 => $"{Make(Type(), depth - 1)} . {Make(Type(), depth - 1)}",
        5 => $"string({Number(depth - 1)})",
        6 => Call(GeneratedType.String, depth) ?? TextAtom(),
        7 => $"({Text(depth - 1)})",
        8 => $"{TextAtom()} . {Number(depth - 1)}",
        _ => Interpolated(),
    };

    public string Condition(int depth) => depth <= 0 ? $"{Number(0)} {Pick(Relations)} {Number(0)}" : random.Next(12) switch
    {
        < 3 => Binary(Relations, Number, depth),
        3 or 4 => Binary(Relations, Text, depth),
        5 => $"{Text(depth - 1)} {Pick(Relations)} {Number(depth - 1)}",
        6 => $"{Condition(depth - 1)} and {Condition(depth - 1)}",
        7 => $"{Condition(depth - 1)} or {Condition(depth - 1)}",
        8 => $"not {Condition(depth - 1)}",
        9 => $"{Subject()} matches {Pattern()}",
        10 => $"{Subject()} fnmatches \"{Pick(Globs)}\"",
        _ => $"({Condition(depth - 1)})",
    };

    /// <summary>A match whose groups may be used; the subject is a variable, because the reference folds literals without setting any.</summary>
    public string? Match()
    {
        var subjects = scope.Variables.Where(static item => item.Type == GeneratedType.String).ToArray();
        return subjects.Length == 0 ? null : $"{subjects[random.Next(subjects.Length)].Name} matches '\\(.\\)\\(.*\\)'";
    }

    /// <summary>A call of a function with a result, or of a procedure; null when there is none that may be called.</summary>
    public string? Call(GeneratedType? result, int depth)
    {
        var candidates = scope.Functions.Where(item => item.Result == result).ToArray();
        if (candidates.Length == 0)
            return null;
        var function = candidates[random.Next(candidates.Length)];
        if (!scope.TryCharge(function.Cost))
            return null;
        int count = random.Next(function.Mandatory, function.Parameters.Length + 1);
        var arguments = new List<string>();
        for (int i = 0; i < count; i++)
            arguments.Add(i == 0 && function.IsRecursive ? random.Next(4).ToString(null, null) : Make(function.Parameters[i], Math.Min(depth - 1, 1)));
        if (function.IsVariadic && count == function.Parameters.Length)
        {
            for (int more = random.Next(3); more > 0; more--)
                arguments.Add(Make(Type(), 0));
        }

        return $"{function.Name}({string.Join(", ", arguments)})";
    }

    /// <summary>A string literal with what is expanded in it.</summary>
    public string Interpolated()
    {
        var text = new System.Text.StringBuilder("\"");
        for (int parts = random.Next(1, 5); parts > 0; parts--)
        {
            text.Append(Pick(Pieces));
            if (scope.Variables.Count > 0 && random.Next(2) == 0)
                text.Append(random.Next(2) == 0 ? $"%{{{Pick(scope.Variables).Name}}}" : $"%{Pick(scope.Variables).Name} ");
            if (scope.Constants.Count > 0 && random.Next(4) == 0)
                text.Append($"%{{{Pick(scope.Constants).Name}}}");
        }

        return text.Append('"').ToString();
    }

    public string Literal(GeneratedType type) => type == GeneratedType.Number ? Pick(Numbers) : $"\"{Pick(Pieces)}\"";

    public GeneratedType Type() => random.Next(2) == 0 ? GeneratedType.Number : GeneratedType.String;

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private string Binary(string[] operators, Func<int, string> operand, int depth) => $"{operand(depth - 1)} {Pick(operators)} {operand(depth - 1)}";

    private string NumberAtom(int depth) => random.Next(8) switch
    {
        < 3 => Named(GeneratedType.Number) ?? Pick(Numbers),
        3 => depth > 0 ? $"\"{random.Next(100)}\"" : Pick(Numbers),
        4 => Named(GeneratedType.String) is { } name && random.Next(4) == 0 ? name : Pick(Numbers),
        5 when scope.IsVariadic => "$#",
        _ => Pick(Numbers),
    };

    private string TextAtom() => random.Next(6) switch
    {
        < 3 => Named(GeneratedType.String) ?? $"\"{Pick(Pieces)}\"",
        3 => $"'{Pick(Globs)}'",
        4 => $"\"{Pick(Pieces)}\" \"{Pick(Pieces)}\"",
        _ => $"\"{Pick(Pieces)}\"",
    };

    private string Subject() => Named(GeneratedType.String) ?? $"\"{Pick(Pieces)}\"";

    private string Pattern() => $"'{Pick(Patterns)}'";

    private string? Named(GeneratedType type)
    {
        var names = scope.Variables.Concat(scope.Constants).Where(item => item.Type == type).ToArray();
        return names.Length == 0 ? null : names[random.Next(names.Length)].Name;
    }
}
