using Postern.Abstractions.Milter;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl;

/// <summary>A filter made of an MFL program. Thread-safe.</summary>
public sealed class MflFilterEngine : IFilterEngine
{
    private readonly ProgramImage _image;
    private readonly ProgramEffects _effects;
    private readonly MflRuntimeOptions _options;

    internal MflFilterEngine(ProgramImage image, ProgramEffects effects, MflRuntimeOptions options)
    {
        _image = image;
        _effects = effects;
        _options = options;
    }

    /// <inheritdoc/>
    public FilterRequirements Requirements => _effects.Requirements;

    /// <inheritdoc/>
    public IFilterSession CreateSession(IFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new MflFilterSession(_image, _effects, _options, context);
    }

    /// <summary>Runs the <c>startup</c> handler; to be called once before the first session.</summary>
    /// <param name="cancellationToken">Ends the handler with a run-time error.</param>
    /// <returns>Whether it ended without a run-time error, which is logged.</returns>
    public bool Start(CancellationToken cancellationToken = default) => RunHook(HandlerKind.Startup, cancellationToken);

    /// <summary>Runs the <c>shutdown</c> handler; to be called once after the last session.</summary>
    /// <param name="cancellationToken">Ends the handler with a run-time error.</param>
    public void Stop(CancellationToken cancellationToken = default) => RunHook(HandlerKind.Shutdown, cancellationToken);

    private bool RunHook(HandlerKind kind, CancellationToken cancellationToken)
    {
        if (!_image.Has(kind))
            return true;
        var environment = new CommandLineEnvironment(
            _options, _options.Loggers.CreateLogger("Postern.Mfl"), new Dictionary<string, string>(StringComparer.Ordinal));
        ProgramSession session = _image.CreateSession(_options, environment);
        MilterReply reply = HandlerRunner.Run(_image, session, kind, isBounded: false, cancellationToken);
        return reply.Verdict == MilterVerdict.Continue;
    }
}
