namespace Postern.Plugins.Greylist;

/// <summary>A decision.</summary>
/// <param name="IsGreylisted">Whether the sender has to wait.</param>
/// <param name="SecondsLeft">How long, if so.</param>
/// <param name="IsDamaged">There is no decision: the record is none.</param>
internal readonly record struct GreylistAnswer(bool IsGreylisted, long SecondsLeft, bool IsDamaged = false);
