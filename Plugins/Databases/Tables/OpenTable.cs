using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Files;
using Postern.Plugins.Databases.Naming;

namespace Postern.Plugins.Databases.Tables;

/// <summary>A table that is kept open. All but <see cref="Table"/> belongs to <see cref="OpenTables"/>, which guards it.</summary>
/// <param name="table">The table.</param>
/// <param name="location">Where it is.</param>
/// <param name="mode">How it is open.</param>
/// <param name="status">Its file's status when it was opened; <see langword="null"/> when it has no file.</param>
internal sealed class OpenTable(IStateTable table, DatabaseLocation location, StateTableMode mode, FileStatus? status)
{
    public IStateTable Table => table;

    /// <summary>How many calls use it.</summary>
    public int Users { get; set; }

    public long LastUse { get; set; }

    /// <summary>It is out of the cache: whoever uses it last closes it.</summary>
    public bool IsDropped { get; set; }

    /// <summary>
    /// Whether it still is what its name leads to. A file that is only read is opened anew after any change: it was made by a program that rewrites it as a whole (<c>postmap</c>, <c>makemap</c>).
    /// </summary>
    public bool IsCurrent()
    {
        if (!location.Store.UsesFiles)
            return true;
        var now = FileStatus.Of(location.Name);
        return mode == StateTableMode.ReadOnly ? now == status : now is { } file && status is { } before && file.IsOf(before);
    }
}
