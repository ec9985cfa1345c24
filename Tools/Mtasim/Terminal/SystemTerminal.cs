namespace Postern.Tools.Mtasim.Terminal;

/// <summary>The terminal on the standard input.</summary>
internal sealed class SystemTerminal : ITerminal
{
    private const int StandardInput = 0;

    private readonly byte[] _settings;

    private SystemTerminal(byte[] settings) => _settings = settings;

    public int Width => NativeCalls.TerminalWidth(StandardInput);

    /// <summary>The terminal, if there is one.</summary>
    public static bool IsThere => NativeCalls.IsTerminal(StandardInput);

    /// <summary>The terminal, if lines can be edited on it: it has a cursor that can be moved.</summary>
    public static SystemTerminal? FindEditable() =>
        IsThere && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        && NativeCalls.TerminalSettings(StandardInput) is { } settings
            ? new SystemTerminal(settings)
            : null;

    public IDisposable Raw()
    {
        NativeCalls.MakeRaw(StandardInput, _settings);
        return new Restoring(_settings);
    }

    private sealed class Restoring(byte[] settings) : IDisposable
    {
        public void Dispose() => NativeCalls.Restore(StandardInput, settings);
    }
}
