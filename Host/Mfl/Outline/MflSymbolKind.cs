namespace Postern.Mfl.Outline;

/// <summary>What a name of a program stands for.</summary>
public enum MflSymbolKind
{
    /// <summary>A source file that <c>require</c> or <c>from</c> names.</summary>
    Module,

    /// <summary>A function written in MFL, or an alias of one.</summary>
    Function,

    /// <summary>A handler (<c>prog</c>).</summary>
    Handler,

    /// <summary>A variable declared outside of functions.</summary>
    Variable,

    /// <summary>A name defined by <c>const</c>.</summary>
    Constant,

    /// <summary>A name defined by <c>dclex</c>.</summary>
    Exception,

    /// <summary>A named parameter of a function.</summary>
    Parameter,

    /// <summary>A variable declared in the body of a function or handler.</summary>
    Local,
}
