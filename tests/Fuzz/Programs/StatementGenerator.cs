using System.Globalization;
using System.Text;

namespace Postern.Fuzz.Programs;

/// <summary>Makes statements, each on lines of its own.</summary>
internal sealed class StatementGenerator(Random random, GeneratorScope scope, ExpressionGenerator expressions, StringBuilder output)
{
    private const int MaxNesting = 3;

    private int _nesting;

    public void Block(int count)
    {
        _nesting++;
        int known = scope.Variables.Count;
        for (int i = 0; i < count; i++)
            Statement();
        // What is declared in a block lives on, but where it was not reached the reference finds whatever was on its stack.
        if (_nesting > 1)
            scope.Variables.RemoveRange(known, scope.Variables.Count - known);
        _nesting--;
    }

    public void Line(string text) => output.Append(' ', 2 * _nesting).Append(text).Append('\n');

    private void Statement()
    {
        if (!scope.TryCharge(1))
        {
            Line("pass");
            return;
        }

        switch (random.Next(_nesting >= MaxNesting ? 10 : 18))
        {
            case 0 or 1 or 2:
                Echo();
                break;
            case 3 or 4:
                Set();
                break;
            case 5 or 6:
                Declare();
                break;
            case 7:
                CallProcedure();
                break;
            case 8:
                Leave();
                break;
            case 9:
                HereDocument();
                break;
            case 10 or 11 or 12:
                If();
                break;
            case 13:
                IfMatch();
                break;
            case 14 or 15:
                Loop();
                break;
            default:
                Switch();
                break;
        }
    }

    private void Echo() => Line("echo " + (random.Next(3) == 0 ? expressions.Interpolated() : expressions.Make(expressions.Type(), 3)));

    private void Set()
    {
        var targets = scope.Variables.Where(item => !scope.Counters.Contains(item.Name)).ToArray();
        if (targets.Length == 0 || random.Next(5) == 0)
        {
            string name = scope.NewName("i");
            var type = expressions.Type();
            Line($"set {name} {Value(type)}");
            scope.Variables.Add((name, type));
            return;
        }

        var (target, known) = targets[random.Next(targets.Length)];
        Line($"set {target} {Value(random.Next(5) == 0 ? expressions.Type() : known)}");
    }

    private void Declare()
    {
        var type = expressions.Type();
        string name = scope.NewName(type == GeneratedType.Number ? "n" : "s");
        // Without an initializer the reference gives a local whatever was on its stack.
        Line($"{Word(type)} {name} {Value(type)}");
        scope.Variables.Add((name, type));
    }

    /// <summary>In a loop a string must not grow by itself.</summary>
    private string Value(GeneratedType type) =>
        type == GeneratedType.Number ? expressions.Number(3) : scope.LoopDepth > 0 ? expressions.Literal(type) : expressions.Text(3);

    private void CallProcedure()
    {
        if (expressions.Call(null, 2) is { } procedure)
            Line(procedure);
        else if (expressions.Call(GeneratedType.Number, 2) is { } function)
            Line(random.Next(2) == 0 ? $"void({function})" : function);
        else
            Line("pass");
    }

    private void Leave()
    {
        if (scope.InTry && random.Next(3) == 0)
            Line($"throw {expressions.Pick(["e_range", "e_mine", "e_not_found"])} {expressions.Interpolated()}");
        else if (scope.LoopDepth > 0 && random.Next(2) == 0)
            Line($"if {expressions.Condition(1)} {expressions.Pick(["break", "next"])}{Label()} fi");
        else if (_nesting > 1)
            Line(scope.Result is { } type ? $"return {expressions.Make(type, 2)}" : "pass");
        else
            Line("pass");
    }

    private string Label() => scope.Labels.Count > 0 && random.Next(2) == 0 ? " " + expressions.Pick(scope.Labels) : "";

    private void HereDocument()
    {
        string name = scope.NewName("h");
        string word = expressions.Pick(["EOT", "'EOT'", "\\EOT", "-EOT", "- EOT"]);
        Line($"set {name} <<{word}");
        for (int lines = random.Next(3); lines > 0; lines--)
            output.Append(expressions.Pick(["\t", "  ", ""])).Append("text ").Append(expressions.Interpolated()).Append('\n');
        output.Append("EOT\n");
        scope.Variables.Add((name, GeneratedType.String));
    }

    private void If()
    {
        Line($"if {expressions.Condition(3)}");
        Block(random.Next(1, 4));
        if (random.Next(4) == 0)
        {
            Line($"elif {expressions.Condition(2)}");
            Block(random.Next(1, 3));
        }

        if (random.Next(2) == 0)
        {
            Line("else");
            Block(random.Next(1, 3));
        }

        Line("fi");
    }

    private void IfMatch()
    {
        if (expressions.Match() is not { } match)
        {
            Line("pass");
            return;
        }

        Line($"if {match}");
        _nesting++;
        Line(random.Next(2) == 0 ? "echo \"1=\\1 2=\\2\"" : "echo \\1 . \"/\" . \\2");
        _nesting--;
        Line("fi");
    }

    private void Loop()
    {
        string counter = scope.NewName("c");
        int turns = random.Next(1, 5);
        string label = random.Next(2) == 0 ? scope.NewName("l") : "";
        bool isDoWhile = random.Next(4) == 0;
        string head = $"loop{(label.Length > 0 ? " " + label : "")} for {(random.Next(2) == 0 ? "number" : "set")} {counter} 0,";
        Line(isDoWhile
            ? $"{head} while {counter} < 100 do"
            : $"{head} while {counter} < {turns.ToString(CultureInfo.InvariantCulture)}, set {counter} {counter} + 1 do");
        scope.Variables.Add((counter, GeneratedType.Number));
        scope.Counters.Add(counter);
        int multiplier = scope.Multiplier;
        scope.Multiplier *= turns;
        scope.LoopDepth++;
        if (label.Length > 0)
            scope.Labels.Add(label);
        if (isDoWhile)
        {
            Line($"  set {counter} {counter} + 1");
            Line($"  if {counter} >= {turns.ToString(CultureInfo.InvariantCulture)} break fi");
        }

        Block(random.Next(1, 4));
        if (label.Length > 0)
            scope.Labels.Remove(label);
        scope.LoopDepth--;
        scope.Multiplier = multiplier;
        Line("done");
    }

    private void Switch()
    {
        var type = expressions.Type();
        var variables = scope.Variables.Where(item => item.Type == type).ToArray();
        if (variables.Length == 0)
        {
            Line("pass");
            return;
        }

        Line($"switch {variables[random.Next(variables.Length)].Name}{(type == GeneratedType.Number ? expressions.Pick(["", " % 3", " & 1"]) : "")} do");
        foreach (var label in Labels(type))
        {
            Line($"case {label}:");
            Block(random.Next(1, 3));
        }

        if (random.Next(2) == 0)
        {
            Line("default:");
            Block(1);
        }

        Line("done");
    }

    private string[] Labels(GeneratedType type) => type == GeneratedType.Number
        ? expressions.Pick<string[]>([["0", "1"], ["1 or 2", "0"], ["0x10 or 5", "\"7\""], ["0"]])
        : expressions.Pick<string[]>([["\"a\"", "\"b\""], ["\"\" or \"user\"", "\"x\""], ["10", "\"ab\""]]);

    internal static string Word(GeneratedType type) => type == GeneratedType.Number ? "number" : "string";
}
