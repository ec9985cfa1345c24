using Postern.Abstractions.Mfl;
using Postern.Mfl.Binding;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Code;

/// <content>Calls and their arguments.</content>
internal sealed partial class ExpressionLowering
{
    private void LowerCall(BoundExpression.Call call)
    {
        BoundSignature function = call.Function;
        int fixedCount = function.Parameters.Count;
        IReadOnlyList<BoundExpression> arguments = InOrder(call.Arguments);
        int before = code.Depth;
        for (int i = 0; i < fixedCount; i++)
        {
            if (i < arguments.Count)
                Lower(arguments[i]);
            else
                code.Emit(function.Parameters[i].Type == DataType.Number ? Opcode.PushNumber : Opcode.PushText, 1, 0, "");
        }

        if (function.PassesCount)
            code.Emit(Opcode.PushNumber, 1, Math.Min(fixedCount, arguments.Count));
        if (function.VariadicType is { } element)
            LowerVariadicPart([.. arguments.Skip(fixedCount)], element == DataType.Number ? typeof(long) : typeof(string));
        code.EnsureLocus();
        int result = function.Result == DataType.Void ? 0 : 1;
        code.Emit(Opcode.Call, before + result - code.Depth, 0, function);
        code.ForgetLocus();
        if (unwinds.MayUnwind(function))
            CheckUnwind();
    }

    private void LowerArgumentList(BoundExpression.ArgumentList list)
    {
        Lower(list.Index);
        code.Emit(Opcode.PushNumber, 1, 1);
        code.Emit(Opcode.Arithmetic, -1, (long)BinaryOperator.Subtract);
        code.EnsureLocus();
        code.Emit(Opcode.LoadRest, 0);
        if (list.Element == DataType.Number)
            code.Emit(Opcode.Operation, 0, 0, nameof(ProgramOperations.ToTexts));
        code.Emit(Opcode.Operation, 0, 0, nameof(ProgramOperations.ListArguments));
    }

    private void LowerVariadicPart(IReadOnlyList<BoundExpression> arguments, Type type)
    {
        if (arguments.Count == 0 || arguments[^1] is not BoundExpression.RestArguments rest)
        {
            LowerArray(arguments, type);
            return;
        }

        if (arguments.Count > 1)
            LowerArray([.. arguments.Take(arguments.Count - 1)], type);
        code.EnsureLocus();
        if (rest.Shift is null)
            code.Emit(Opcode.PushNumber, 1);
        else
            Lower(rest.Shift);
        code.Emit(Opcode.LoadRest, 0);
        if (rest.Element == DataType.String)
            code.Emit(Opcode.Operation, 0, 0, nameof(ProgramOperations.ToTexts));
        else if (rest.Element == DataType.Number)
        {
            code.Emit(Opcode.Operation, 0, 0, nameof(ProgramOperations.ToNumbers));
            CheckUnwind();
        }

        if (type == typeof(MflValue))
            code.Emit(Opcode.ToParameter, 0, (long)rest.Type, typeof(MflValue[]));
        if (arguments.Count > 1)
            code.Emit(Opcode.JoinRest, -1, 0, type);
    }

    /// <summary>
    /// Arguments are computed from the last to the first, as in the reference; where nobody can tell the difference, as they stand.
    /// </summary>
    private IReadOnlyList<BoundExpression> InOrder(IReadOnlyList<BoundExpression> arguments)
    {
        if (arguments.Count < 2 || arguments.All(ArgumentOrder.IsIndifferent))
            return arguments;
        var computed = new BoundExpression[arguments.Count];
        for (int i = arguments.Count - 1; i >= 0; i--)
        {
            BoundExpression argument = arguments[i];
            computed[i] = argument;
            if (argument is BoundExpression.RestArguments or BoundExpression.Number or BoundExpression.Text)
                continue;
            int local = code.NewLocal(argument.Type);
            Lower(argument);
            code.Emit(Opcode.StoreLocal, -1, local);
            computed[i] = new BoundExpression.Temporary(local, argument.Type, argument.Place);
        }

        return computed;
    }

    private static long ConstantLength(IReadOnlyList<BoundExpression> arguments) => arguments switch
    {
        [BoundExpression.Text or BoundExpression.Number, ..] => long.MaxValue,
        [BoundExpression.Concatenation { Parts: [BoundExpression.Text literal, ..] }, ..] => literal.Value.Length,
        _ => 0,
    };

    private void LowerPluginCall(BoundExpression.PluginCall call)
    {
        IReadOnlyList<BoundExpression> arguments = InOrder(call.Arguments);
        CatalogFunction function = call.Function;
        program.IndexOf(function.Module);
        int before = code.Depth;
        code.Emit(Opcode.BeginPluginCall, (function.Method.IsStatic ? 0 : 1) + (function.TakesContext ? 1 : 0), 0, function);
        if (function.Description.TakesRegexFlags)
            code.Emit(Opcode.PushNumber, 1, (long)call.Flags);
        if (function.Description.TellsConstant)
            code.Emit(Opcode.PushNumber, 1, ConstantLength(call.Arguments));
        int fixedCount = function.Signature.Parameters.Count;
        for (int i = 0; i < fixedCount; i++)
        {
            Type type = function.Formals[i].ParameterType;
            if (i < arguments.Count)
                Lower(arguments[i]);
            else if (function.Formals[i].DefaultValue is string text)
                code.Emit(Opcode.PushText, 1, 0, text);
            else
                code.Emit(Opcode.PushNumber, 1, System.Convert.ToInt64(function.Formals[i].DefaultValue, null));
            if (type != typeof(string) && type != typeof(long))
                code.Emit(Opcode.ToParameter, 0, 0, type);
        }

        if (function.Signature.IsVariadic)
        {
            Type span = function.Formals[^1].ParameterType;
            LowerVariadicPart([.. arguments.Skip(fixedCount)], span.GetGenericArguments()[0]);
            code.Emit(Opcode.ToParameter, 0, 0, span);
        }

        code.EnsureLocus();
        int result = function.Signature.Result == DataType.Void ? 0 : 1;
        code.Emit(Opcode.CallPlugin, before + result - code.Depth, 0, function);
        if (function.Description.MayReply)
            CheckUnwind();
    }
}
