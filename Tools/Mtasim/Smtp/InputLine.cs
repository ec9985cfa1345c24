namespace Postern.Tools.Mtasim.Smtp;

/// <summary>A line of input without its end.</summary>
/// <param name="Text">The line, a byte string.</param>
/// <param name="IsCut">It was longer than what is kept.</param>
internal readonly record struct InputLine(string Text, bool IsCut);
