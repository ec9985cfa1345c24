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

    /// <summary>Removes what is under the cursor; on an empty line it ends the input when it is Control-D.</summary>
    Delete,
    KillToEnd,
    KillToStart,
    KillWord,
    Enter,
    EndOfInput,
    Interrupt,
}
