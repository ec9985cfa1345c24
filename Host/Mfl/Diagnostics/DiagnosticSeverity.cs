namespace Postern.Mfl.Diagnostics;

/// <summary>How grave a <see cref="Diagnostic"/> is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The program compiles; its author should know.</summary>
    Warning,

    /// <summary>No program comes out of this source.</summary>
    Error,
}
