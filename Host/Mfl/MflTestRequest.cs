namespace Postern.Mfl;

/// <summary>A test of one handler from the command line (<c>--test</c>).</summary>
public sealed record MflTestRequest
{
    /// <summary>The handler's name in MFL.</summary>
    public string Handler { get; init; } = "envfrom";

    /// <summary>Its arguments; those missing are empty or 0.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Values of Sendmail macros by bare name, byte strings.</summary>
    public IReadOnlyDictionary<string, string> Macros { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Receives a line for each modification of the message, and last the state and its reply.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Ends the program with a run-time error.</summary>
    public CancellationToken CancellationToken { get; init; }
}
