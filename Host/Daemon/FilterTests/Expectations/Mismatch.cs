namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>What was expected and did not come. Texts are byte strings.</summary>
/// <param name="Expected">What was expected.</param>
/// <param name="Got">What came.</param>
/// <param name="Diff">A unified diff from the one to the other, where they are longer texts; otherwise empty.</param>
internal sealed record Mismatch(string Expected, string Got, string Diff = "");
