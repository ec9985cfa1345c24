namespace Postern.Tools.Mtasim;

/// <summary>The standard streams.</summary>
internal sealed record StandardFiles(Stream Input, Stream Output, Stream Errors);
