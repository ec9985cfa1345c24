using System.Globalization;

namespace Postern.Mfl.Syntax;

/// <content>Expressions; every operation is put in parentheses.</content>
internal sealed partial class SyntaxPrinter
{
    private static readonly Dictionary<BinaryOperator, string> OperatorWords = new()
    {
        [BinaryOperator.Concatenate] = ".",
        [BinaryOperator.Add] = "+",
        [BinaryOperator.Subtract] = "-",
        [BinaryOperator.Multiply] = "*",
        [BinaryOperator.Divide] = "/",
        [BinaryOperator.Modulo] = "%",
        [BinaryOperator.ShiftLeft] = "<<",
        [BinaryOperator.ShiftRight] = ">>",
        [BinaryOperator.BitAnd] = "&",
        [BinaryOperator.BitXor] = "^",
        [BinaryOperator.BitOr] = "|",
        [BinaryOperator.Equal] = "=",
        [BinaryOperator.NotEqual] = "!=",
        [BinaryOperator.Less] = "<",
        [BinaryOperator.LessOrEqual] = "<=",
        [BinaryOperator.Greater] = ">",
        [BinaryOperator.GreaterOrEqual] = ">=",
        [BinaryOperator.And] = "and",
        [BinaryOperator.Or] = "or",
    };

    private void Write(Expression expression)
    {
        switch (expression)
        {
            case Expression.Unary unary:
                _text.Append(unary.Operator switch
                {
                    UnaryOperator.Negate => "(- ",
                    UnaryOperator.Complement => "(~ ",
                    _ => "(not ",
                });
                Write(unary.Operand);
                _text.Append(')');
                break;
            case Expression.Binary binary:
                _text.Append('(');
                Write(binary.Left);
                _text.Append(' ').Append(OperatorWords[binary.Operator]).Append(' ');
                Write(binary.Right);
                _text.Append(')');
                break;
            case Expression.Match match:
                _text.Append('(');
                Write(match.Subject);
                _text.Append(match.OfExchangers ? " mx " : " ").Append(match.IsGlob ? "fnmatches " : "matches ");
                Write(match.Pattern);
                CloseWithFlags(match.Flags);
                break;
            case Expression.Cast cast:
                _text.Append(TypeWord(cast.Type)).Append('(');
                Write(cast.Operand);
                _text.Append(')');
                break;
            case Expression.Call call:
                WriteCall(call.Function.Name, call.Arguments, null);
                break;
            case Expression.BuiltInCall call:
                WriteCall(call.Name, call.Arguments, call.Flags);
                break;
            case Expression.Sed sed:
                WriteCall("sed", [sed.Subject, .. sed.Transforms], sed.Flags);
                break;
            default:
                WriteOperand(expression);
                break;
        }
    }

    private void WriteOperand(Expression expression)
    {
        switch (expression)
        {
            case Expression.Number number:
                _text.Append(CultureInfo.InvariantCulture, $"{number.Value}");
                break;
            case Expression.Text text:
                _text.Append(Quote(text.Value));
                break;
            case Expression.Variable variable:
                _text.Append(variable.Symbol.Name);
                break;
            case Expression.Constant constant:
                _text.Append(constant.Symbol.Name);
                break;
            case Expression.Interpolated interpolated:
                WriteInterpolated(interpolated);
                break;
            case Expression.VariadicArgument argument:
                _text.Append("$(");
                Write(argument.Index);
                _text.Append(')');
                break;
            case Expression.RestArguments { Shift: { } shift }:
                _text.Append("$@(");
                Write(shift);
                _text.Append(')');
                break;
            case Expression.RestArguments:
                _text.Append("$@");
                break;
            case Expression.ParameterOrdinal ordinal:
                _text.Append('@').Append(ordinal.Symbol.Name);
                break;
            case Expression.ArgumentAddress address:
                _text.Append("vaptr(");
                Write(address.Target);
                _text.Append(')');
                break;
            default:
                WriteExpansion(expression);
                break;
        }
    }

    private void WriteInterpolated(Expression.Interpolated interpolated)
    {
        _text.Append('"');
        var afterNumber = false;
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case Expression.Text text:
                    Escape(_text, text.Value, afterNumber);
                    break;
                case Expression.Variable variable:
                    _text.Append("%{").Append(variable.Symbol.Name).Append('}');
                    break;
                case Expression.Constant constant:
                    _text.Append("%{").Append(constant.Symbol.Name).Append('}');
                    break;
                default:
                    WriteExpansion(part);
                    break;
            }

            afterNumber = part is Expression.BackReference or Expression.Argument;
        }

        _text.Append('"');
    }

    /// <summary>What is written alike within and outside of strings.</summary>
    private void WriteExpansion(Expression expression)
    {
        switch (expression)
        {
            case Expression.Macro macro:
                _text.Append("${").Append(macro.Name).Append('}');
                break;
            case Expression.BackReference reference:
                _text.Append(CultureInfo.InvariantCulture, $"\\{reference.Group}");
                break;
            case Expression.Argument argument:
                _text.Append(CultureInfo.InvariantCulture, $"${argument.Position}");
                break;
            case Expression.ArgumentCount:
                _text.Append("$#");
                break;
        }
    }

    private void WriteCall(string name, IReadOnlyList<Expression> arguments, RegexFlags? flags)
    {
        _text.Append(name).Append('(');
        for (var i = 0; i < arguments.Count; i++)
        {
            _text.Append(i > 0 ? ", " : "");
            Write(arguments[i]);
        }

        CloseWithFlags(flags ?? _flags);
    }

    /// <summary>Closes a parenthesis; the flags in force there are those of the expression that it ends.</summary>
    private void CloseWithFlags(RegexFlags flags)
    {
        if (flags != _flags)
        {
            _text.Append("\n#pragma regex ").Append(flags.HasFlag(RegexFlags.Extended) ? "+extended " : "-extended ")
                .Append(flags.HasFlag(RegexFlags.IgnoreCase) ? "+icase " : "-icase ")
                .Append(flags.HasFlag(RegexFlags.Newline) ? "+newline\n" : "-newline\n");
            _flags = flags;
        }

        _text.Append(')');
    }
}
