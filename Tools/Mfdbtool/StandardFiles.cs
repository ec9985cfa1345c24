namespace Postern.Tools.Mfdbtool;

/// <summary>The standard streams.</summary>
/// <param name="Input">Where <c>--import=-</c> reads.</param>
/// <param name="Output">Results.</param>
/// <param name="Errors">Messages and progress.</param>
/// <param name="ShowsProgress">Somebody looks at the errors on a terminal that can go back to the beginning of a line.</param>
internal sealed record StandardFiles(Stream Input, Stream Output, Stream Errors, bool ShowsProgress);
