namespace Postern.Mfl;

/// <summary>A run from the command line (<c>--run</c>).</summary>
public sealed record MflRunRequest
{
    /// <summary>The function to start.</summary>
    public string Function { get; init; } = "main";

    /// <summary>Its arguments, byte strings.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Values of Sendmail macros by bare name, byte strings.</summary>
    public IReadOnlyDictionary<string, string> Macros { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Receives a line for each modification of the message and each reply.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Ends the program with a run-time error.</summary>
    public CancellationToken CancellationToken { get; init; }
}
