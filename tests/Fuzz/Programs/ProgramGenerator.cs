using System.Text;

namespace Postern.Fuzz.Programs;

/// <summary>
/// Makes programs that end: loops count, recursion counts down, calls go only to what is defined before. What the reference is known to get wrong
/// is left out: exceptions after a caught one in the same function, groups of folded matches, arguments that are not there, functions without a
/// return at their end.
/// </summary>
internal sealed class ProgramGenerator
{
    private const int MaxExitCode = 127;

    // The number of a program's own exceptions is not the same in both.
    private const string TellCaught = "    if $1 < 22\n      echo \"caught $1\"\n    else\n      echo \"caught $2\"\n    fi\n";

    private readonly Random _random;
    private readonly StringBuilder _output = new();
    private readonly GeneratorScope _scope = new();
    private readonly ExpressionGenerator _expressions;
    private readonly StatementGenerator _statements;

    private ProgramGenerator(Random random)
    {
        _random = random;
        _expressions = new ExpressionGenerator(random, _scope);
        _statements = new StatementGenerator(random, _scope, _expressions, _output);
    }

    public static string Generate(Random random)
    {
        var generator = new ProgramGenerator(random);
        generator.MakeProgram();
        return generator._output.ToString();
    }

    private void MakeProgram()
    {
        _output.Append("require status\ndclex e_mine\n");
        if (_random.Next(3) == 0)
            _output.Append(_expressions.Pick(["#pragma regex +icase\n", "#pragma regex push +icase\n#pragma regex pop\n", "#pragma regex +newline\n"]));
        for (int i = _random.Next(4); i > 0; i--)
            MakeConstant();
        for (int i = _random.Next(5); i > 0; i--)
            MakeGlobal();
        for (int i = _random.Next(5); i > 0; i--)
            MakeFunction();
        MakeMain();
    }

    private void MakeConstant()
    {
        if (_random.Next(3) == 0)
        {
            _output.Append("const do\n");
            for (int i = _random.Next(1, 4); i > 0; i--)
            {
                string item = _scope.NewName("K");
                _output.Append("  ").Append(item).Append(_random.Next(2) == 0 ? "" : " " + _random.Next(50)).Append('\n');
                _scope.Constants.Add((item, GeneratedType.Number));
            }

            _output.Append("done\n");
            return;
        }

        var type = _expressions.Type();
        string name = _scope.NewName("k");
        _output.Append("const ").Append(name).Append(' ').Append(Constant(type)).Append('\n');
        _scope.Constants.Add((name, type));
    }

    private string Constant(GeneratedType type) => type == GeneratedType.Number
        ? _expressions.Pick([_expressions.Literal(type), $"{_random.Next(9)} * {_random.Next(9)} + 1", $"1 << {_random.Next(70)}", $"7 - {_random.Next(9)} * 2"])
        : _expressions.Pick([_expressions.Literal(type), $"\"p\" . {_random.Next(9)}", $"{_expressions.Literal(type)} . {_expressions.Literal(type)}"]);

    private void MakeGlobal()
    {
        var type = _expressions.Type();
        string name = _scope.NewName("g");
        string qualifier = _expressions.Pick(["", "", "static ", "public ", "precious ", "public precious "]);
        _output.Append(_random.Next(4) == 0
            ? $"set {name} {Constant(type)}\n"
            : $"{qualifier}{StatementGenerator.Word(type)} {name}{(_random.Next(3) == 0 ? "" : " " + Constant(type))}\n");
        _scope.Variables.Add((name, type));
    }

    private void MakeFunction()
    {
        string name = _scope.NewName("f");
        int count = _random.Next(4);
        bool isRecursive = _random.Next(4) == 0;
        var types = Enumerable.Range(0, Math.Max(count, isRecursive ? 1 : 0)).Select(_ => _expressions.Type()).ToArray();
        if (isRecursive)
            types[0] = GeneratedType.Number;
        int mandatory = _random.Next(3) == 0 ? _random.Next(isRecursive ? 1 : 0, types.Length + 1) : types.Length;
        bool isVariadic = mandatory == types.Length && _random.Next(4) == 0;
        GeneratedType? result = isRecursive || _random.Next(4) > 0 ? _expressions.Type() : null;
        var outer = (Variables: _scope.Variables.ToArray(), _scope.Cost, _scope.NextName);
        var names = types.Select((_, i) => $"p{_scope.NextName + i}").ToArray();
        _scope.NextName += names.Length;
        _output.Append($"func {name}({Parameters(types, names, mandatory, isVariadic)})")
            .Append(_random.Next(5) == 0 ? $" alias {name}x" : "")
            .Append(result is { } returned ? $" returns {StatementGenerator.Word(returned)}" : "").Append("\ndo\n");
        _scope.Cost = 1;
        _scope.Multiplier = 1;
        _scope.Result = result;
        _scope.IsVariadic = isVariadic;
        _scope.Variables.AddRange(names.Zip(types));
        if (isRecursive)
            MakeRecursion(name, names, types, result!.Value);
        else
            MakeBody(result);
        _output.Append("done\n");
        int cost = _scope.Cost * (isRecursive ? 4 : 1);
        _scope.Variables.Clear();
        _scope.Variables.AddRange(outer.Variables);
        _scope.Counters.Clear();
        _scope.Cost = outer.Cost;
        _scope.Functions.Add(new GeneratedFunction(name, types, mandatory, isVariadic, result, cost, isRecursive));
    }

    private static string Parameters(GeneratedType[] types, string[] names, int mandatory, bool isVariadic)
    {
        var given = types.Zip(names, static (type, name) => $"{StatementGenerator.Word(type)} {name}").ToArray();
        string list = string.Join(", ", given[..mandatory]);
        if (mandatory < given.Length)
            list += "; " + string.Join(", ", given[mandatory..]);
        return isVariadic ? list + (list.Length > 0 ? ", ..." : "...") : list;
    }

    private void MakeRecursion(string name, string[] names, GeneratedType[] types, GeneratedType result)
    {
        _scope.Counters.Add(names[0]);
        _statements.Line($"  if {names[0]} <= 0 or {names[0]} > 3 return {_expressions.Literal(result)} fi");
        _statements.Block(_random.Next(1, 3));
        var arguments = names.Select((parameter, i) => i == 0 ? $"{parameter} - 1" : _expressions.Literal(types[i]));
        _statements.Line($"  return {(result == GeneratedType.Number ? "1 +" : "\"r\" .")} {name}({string.Join(", ", arguments)})");
    }

    /// <summary>Statements, or a try that is all there is: the reference keeps the handler of one that has caught something.</summary>
    private void MakeBody(GeneratedType? result)
    {
        switch (_random.Next(4))
        {
            case 0:
                _scope.InTry = true;
                _output.Append("  try do\n");
                _statements.Block(_random.Next(1, 5));
                _scope.InTry = false;
                _output.Append(_expressions.Pick(["  done catch * do\n", "  done catch e_ston_conv or e_divzero or e_range or e_mine or e_not_found do\n"]))
                    .Append(TellCaught).Append("  done\n");
                break;
            case 1:
                _scope.InTry = true;
                _output.Append("  catch * do\n").Append(TellCaught)
                    .Append(result is { } type ? $"    return {_expressions.Literal(type)}\n" : "").Append("  done\n");
                _statements.Block(_random.Next(1, 5));
                _scope.InTry = false;
                break;
            default:
                _statements.Block(_random.Next(1, 6));
                break;
        }

        if (result is { } returned)
            _output.Append($"  return {_expressions.Literal(returned)}\n");
    }

    private void MakeMain()
    {
        _output.Append("func main(...) returns number\ndo\n");
        _scope.Cost = 0;
        _scope.Multiplier = 1;
        _scope.Result = GeneratedType.Number;
        _scope.IsVariadic = true;
        _statements.Block(_random.Next(3, 10));
        _output.Append("  return ").Append(_random.Next(MaxExitCode)).Append("\ndone\n");
    }
}
