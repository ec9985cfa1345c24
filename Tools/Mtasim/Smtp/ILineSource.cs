namespace Postern.Tools.Mtasim.Smtp;

/// <summary>Where the session's lines come from.</summary>
internal interface ILineSource
{
    /// <summary>The next line, or <see langword="null"/> at the end of the input.</summary>
    ValueTask<InputLine?> ReadLineAsync(CancellationToken cancellationToken);
}
