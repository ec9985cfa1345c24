namespace Postern.Tools.Mtasim.Terminal;

/// <summary>The terminal that a line is edited on.</summary>
internal interface ITerminal
{
    /// <summary>The columns of the screen.</summary>
    int Width { get; }

    /// <summary>Lets every key through at once, until the result is disposed of.</summary>
    IDisposable Raw();
}
