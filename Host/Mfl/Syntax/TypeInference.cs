namespace Postern.Mfl.Syntax;

/// <summary>The type of an expression as far as its form tells it; the binder computes all types anew.</summary>
internal static class TypeInference
{
    /// <summary><see langword="null"/>: it hangs on a built-in function, or there is no value.</summary>
    public static MflType? Of(Expression expression) => expression switch
    {
        Expression.Number or Expression.ArgumentCount or Expression.ParameterOrdinal
            or Expression.Unary or Expression.Match => MflType.Number,
        Expression.Text or Expression.Interpolated or Expression.Macro or Expression.BackReference or Expression.Sed => MflType.String,
        Expression.Binary { Operator: BinaryOperator.Concatenate } => MflType.String,
        Expression.Binary => MflType.Number,
        Expression.Variable variable => variable.Symbol.DeclaredType,
        Expression.Constant constant => constant.Symbol.Type,
        Expression.Cast cast => cast.Type,
        Expression.Call call => call.Function.ReturnType,
        _ => null,
    };
}
