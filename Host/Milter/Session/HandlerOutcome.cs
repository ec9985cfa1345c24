namespace Postern.Milter.Session;

/// <summary>How a call of the filter ended.</summary>
internal enum HandlerOutcome
{
    /// <summary>With a reply.</summary>
    Replied,

    /// <summary>With a fault, which is in the log.</summary>
    Failed,

    /// <summary>Without having begun, for want of a worker; it is in the log.</summary>
    Refused,
}
