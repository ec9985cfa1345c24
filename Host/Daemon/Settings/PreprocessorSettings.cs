namespace Postern.Daemon.Settings;

/// <summary>How sources are preprocessed.</summary>
/// <param name="Command">The preprocessor's command line; empty when it is switched off.</param>
/// <param name="IncludePath">Directories that it is told; empty unless <c>pass-includes</c> is set.</param>
/// <param name="SetupFile">A file of definitions in place of the built-in ones; <see langword="null"/> for these.</param>
internal sealed record PreprocessorSettings(string Command, IReadOnlyList<string> IncludePath, string? SetupFile)
{
    /// <summary>No preprocessing.</summary>
    public static PreprocessorSettings Off { get; } = new("", [], null);
}
