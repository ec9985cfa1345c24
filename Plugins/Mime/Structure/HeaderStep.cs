namespace Postern.Plugins.Mime.Structure;

/// <summary>What comes behind a line of a header.</summary>
internal enum HeaderStep
{
    /// <summary>The next line.</summary>
    Next,

    /// <summary>The body.</summary>
    Body,

    /// <summary>Nothing: the entity has ended.</summary>
    End,

    /// <summary>The line is neither a field nor a fold.</summary>
    Bad,
}
