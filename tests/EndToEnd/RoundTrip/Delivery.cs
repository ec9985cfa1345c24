namespace Postern.EndToEnd.RoundTrip;

/// <summary>A message as it arrives on the two ways.</summary>
/// <param name="Name">Which one it is.</param>
/// <param name="Plain">Without the milter.</param>
/// <param name="Filtered">Past it.</param>
internal sealed record Delivery(string Name, HeaderAndBody Plain, HeaderAndBody Filtered);
