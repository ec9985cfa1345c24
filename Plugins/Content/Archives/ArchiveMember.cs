namespace Postern.Plugins.Content.Archives;

/// <summary>A member of an archive.</summary>
/// <param name="Name">Its name as the archive has it, a byte string that may hold anything; a NUL is written as <c>\000</c>. Empty when there is none.</param>
/// <param name="Size">Its size in bytes; what the archive says as long as nobody has read it. -1: unknown.</param>
/// <param name="Depth">1 for a member of the archive itself, more in an archive within.</param>
/// <param name="IsEncrypted">It needs a password.</param>
internal sealed record ArchiveMember(string Name, long Size, int Depth, bool IsEncrypted);
