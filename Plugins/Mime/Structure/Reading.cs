namespace Postern.Plugins.Mime.Structure;

/// <summary>One reading of a message.</summary>
/// <param name="Rules">Its rules.</param>
/// <param name="Root">The message.</param>
/// <param name="Entities">All entities in the order of the message, the message first.</param>
/// <param name="Doubts">Which other rules would have made a difference.</param>
/// <param name="HasLineFeed">Whether any line ends in LF, so that the lines of the message are not ended by CR alone.</param>
internal sealed record Reading(ReadingRules Rules, MimeEntity Root, IReadOnlyList<MimeEntity> Entities, DoubtList Doubts, bool HasLineFeed);
