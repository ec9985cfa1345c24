namespace Postern.Mfl.Syntax;

/// <summary>Whether other modules may refer to a symbol (manual node "scope of visibility").</summary>
internal enum SymbolVisibility
{
    Public,
    Static,
}
