namespace Postern.Plugins.Spf.Macros;

/// <summary>What a macro string is for; the grammars differ (RFC 7208 section 7.1).</summary>
internal enum MacroUse
{
    /// <summary>A domain-spec: it ends in a macro or a label that is not a number.</summary>
    Domain,

    /// <summary>The value of an unknown modifier.</summary>
    Text,

    /// <summary>An explanation: blanks and the macros <c>c r t</c> are allowed.</summary>
    Explanation,
}
