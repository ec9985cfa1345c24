namespace Postern.Plugins.Mime.Structure;

/// <summary>Where a field stands in a header block.</summary>
/// <param name="Start">Where its name begins.</param>
/// <param name="NameLength">How many bytes the name has.</param>
/// <param name="BodyStart">Where its body begins, behind the colon.</param>
/// <param name="BodyEnd">Where its body ends, before the line end.</param>
/// <param name="End">Where the line end ends.</param>
internal readonly record struct FieldSpan(int Start, int NameLength, int BodyStart, int BodyEnd, int End);
