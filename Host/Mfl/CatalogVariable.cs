using Postern.Abstractions.Configuration;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Syntax;

namespace Postern.Mfl;

/// <summary>A variable that a plugin declares for every program.</summary>
public sealed class CatalogVariable
{
    internal CatalogVariable(MflVariableAttribute description, string origin)
    {
        Description = description;
        Origin = origin;
        Symbol = new VariableSymbol(
            description.Name, VariableScope.Global, description.Initial.IsString ? MflType.String : MflType.Number, new SourcePlace("", 0, 0, 0, 0))
        {
            IsProvided = true,
            IsPrecious = description.IsPrecious,
            Visibility = SymbolVisibility.Public,
        };
    }

    /// <summary>The variable's name in MFL.</summary>
    public string Name => Description.Name;

    /// <summary>Its type.</summary>
    public DataType Type => Description.Initial.IsString ? DataType.String : DataType.Number;

    /// <summary>Who declares it, as told to <see cref="FunctionCatalogBuilder.TryAdd"/>.</summary>
    public string Origin { get; }

    /// <summary>What its author states about it.</summary>
    public MflVariableAttribute Description { get; }

    internal VariableSymbol Symbol { get; }
}
