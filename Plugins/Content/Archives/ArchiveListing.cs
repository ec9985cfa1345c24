namespace Postern.Plugins.Content.Archives;

/// <summary>What an archive holds.</summary>
/// <param name="Members">The members that were found, those of an archive within behind it.</param>
/// <param name="Verdict">Whether these are all.</param>
/// <param name="Reason">Why not; empty when they are.</param>
internal sealed record ArchiveListing(IReadOnlyList<ArchiveMember> Members, ArchiveVerdict Verdict, string Reason);
