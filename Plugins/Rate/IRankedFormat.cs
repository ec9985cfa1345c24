using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate;

/// <summary>Records that tell how much their key is in use.</summary>
internal interface IRankedFormat
{
    /// <summary>The key as a program gives it, and how many it has in an interval of this many seconds; <see langword="null"/> for a damaged record.</summary>
    (string Key, long Score)? Rank(StateEntry entry, DateTimeOffset now, long interval);
}
