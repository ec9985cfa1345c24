namespace Postern.Mfl.Syntax;

/// <summary>What the name tables know a word as; the order is that in which the reference looks it up.</summary>
internal enum NameKind
{
    Unknown,
    BuiltInConstant,
    Constant,
    Function,
    BuiltInFunction,
    Variable,
}
