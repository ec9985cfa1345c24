namespace Postern.Milter.Session;

/// <summary>How a call of the filter ended.</summary>
internal enum HandlerOutcome
{
    /// <summary>With a reply.</summary>
    Replied,

    /// <summary>With a fault, or without having begun; it is in the log.</summary>
    Failed,

    /// <summary>Not at all: the session must not touch the filter again.</summary>
    Abandoned,
}
