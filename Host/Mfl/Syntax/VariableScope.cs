namespace Postern.Mfl.Syntax;

/// <summary>Where a variable lives.</summary>
internal enum VariableScope
{
    /// <summary>Declared by the host, not by any source (<c>milter_state</c>, <c>rcpt_count</c>, ...).</summary>
    Predefined,

    /// <summary>One per session: public and static variables.</summary>
    Global,

    /// <summary>A named parameter of a function.</summary>
    Parameter,

    /// <summary>Local to a function or handler.</summary>
    Automatic,
}
