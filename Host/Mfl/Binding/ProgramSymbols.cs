using Postern.Abstractions.Configuration;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>The names of the program that are known so far.</summary>
internal sealed class ProgramSymbols(FunctionCatalog functions)
{
    private readonly Dictionary<VariableSymbol, BoundVariable> _globals = [];
    private readonly Dictionary<ConstantSymbol, object> _constants = [];
    private readonly Dictionary<FunctionSymbol, BoundSignature> _signatures = [];

    public FunctionCatalog Functions { get; } = functions;

    public static DataType TypeOf(MflType? type) => type == MflType.Number ? DataType.Number : DataType.String;

    /// <summary>The numbers <c>dclex</c> has given so far.</summary>
    public HashSet<long> Exceptions { get; } = [];

    public BoundVariable? Find(VariableSymbol symbol) => _globals.GetValueOrDefault(symbol);

    public void Declare(BoundVariable variable) => _globals[variable.Symbol] = variable;

    public void Declare(FunctionSymbol symbol, BoundSignature signature) => _signatures[symbol] = signature;

    /// <summary>The signature of a function, whose declaration the parser has seen before any call.</summary>
    public BoundSignature SignatureOf(FunctionSymbol symbol) => _signatures[symbol];

    public void Define(ConstantSymbol symbol, object value) => _constants[symbol] = value;

    /// <summary>A constant's value as a literal; 0 for one whose definition was diagnosed.</summary>
    public BoundExpression ValueOf(ConstantSymbol symbol, SourcePlace place) => _constants.GetValueOrDefault(symbol) switch
    {
        string text => new BoundExpression.Text(text, place),
        long number => new BoundExpression.Number(number, place),
        _ => new BoundExpression.Invalid(DataType.Number, place),
    };
}
