namespace Postern.Abstractions.Scanning;

/// <summary>What a scanner says.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Name">The name of what was found, or the reason of a failure; otherwise empty.</param>
public sealed record ScanResult(ScanVerdict Verdict, string Name);
