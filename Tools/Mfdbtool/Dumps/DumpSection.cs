namespace Postern.Tools.Mfdbtool.Dumps;

/// <summary>A database in a dump.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="About">About how many records it had when the dump was begun.</param>
internal sealed record DumpSection(string Id, long About);
