namespace Postern.Tools.Mtasim.Terminal;

/// <summary>What a key does.</summary>
internal enum Key
{
    /// <summary>Nothing that is known.</summary>
    None,

    /// <summary>Inserts its byte.</summary>
    Character,
    Left,
    Right,
    Home,
    End,
    Older,
    Newer,
    Backspace,

    Delete,

    /// <summary>On an empty line the end of the input, otherwise as <see cref="Delete"/>.</summary>
    DeleteOrEnd,
    KillToEnd,
    KillToStart,
    KillWord,
    Enter,
    EndOfInput,
    Interrupt,
}
