using Postern.Abstractions.Milter;

namespace Postern.Mfl;

/// <summary>A filter made of an MFL program.</summary>
public sealed class MflFilterEngine : IFilterEngine
{
    private readonly MflProgram _program;
    private readonly MflRuntimeOptions _options;

    internal MflFilterEngine(MflProgram program, MflRuntimeOptions options)
    {
        _program = program;
        _options = options;
    }

    /// <inheritdoc/>
    public FilterRequirements Requirements => _program.Requirements;

    /// <inheritdoc/>
    public IFilterSession CreateSession(IFilterContext context) => throw new NotSupportedException($"{_options}");

    /// <summary>Runs the <c>startup</c> handler; to be called once before the first session.</summary>
    /// <returns>Whether it ended without a run-time error, which is logged.</returns>
    public bool Start() => _options.Echo is null || _program.Requirements.Stages != MilterStages.None;

    /// <summary>Runs the <c>shutdown</c> handler; to be called once after the last session.</summary>
    public void Stop() => _options.Echo?.Flush();
}
