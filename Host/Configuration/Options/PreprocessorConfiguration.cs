namespace Postern.Configuration.Options;

/// <summary>The <c>preprocessor</c> block (manual node <c>conf-preprocessor</c>).</summary>
public sealed record PreprocessorConfiguration
{
    /// <summary>Whether the preprocessor may be used.</summary>
    public bool Enable { get; init; } = true;

    /// <summary>The stub of its command line.</summary>
    public string Command { get; init; } = "m4 -s";

    /// <summary>Whether the include path is passed as <c>-I</c> options.</summary>
    public bool PassIncludes { get; init; }

    /// <summary>Whether <c>-D</c> and <c>-U</c> options are passed.</summary>
    public bool PassDefines { get; init; } = true;

    /// <summary>The set-up file, looked up in the include path unless absolute.</summary>
    public string SetupFile { get; init; } = "pp-setup";
}
