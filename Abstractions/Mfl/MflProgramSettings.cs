namespace Postern.Abstractions.Mfl;

/// <summary>What a program says about itself by pragmas (manual, node "Pragmas"), for the functions that go by it.</summary>
public sealed record MflProgramSettings
{
    /// <summary>The settings of a program without pragmas.</summary>
    public static MflProgramSettings Default { get; } = new();

    /// <summary><c>#pragma dbprop</c>, in the order of the program; the last that names a database exactly counts, else the last whose pattern matches.</summary>
    public IReadOnlyList<DatabaseProperties> Databases { get; init; } = [];

    /// <summary><c>#pragma greylist</c>, the last.</summary>
    public GreylistAlgorithm Greylist { get; init; }
}
