namespace Postern.Abstractions.Scanning;

/// <summary>The outcome of a scan.</summary>
public enum ScanVerdict
{
    /// <summary>Nothing was found.</summary>
    Clean,

    /// <summary>Something was found.</summary>
    Infected,

    /// <summary>The content cannot be judged, for example because it is encrypted or too large.</summary>
    Undecipherable,

    /// <summary>The scanner did not answer; asking again later may help.</summary>
    TempFailure,
}
