using System.Composition;
using System.Globalization;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Functions;

/// <summary>Asking for and switching the databases with an identifier (manual, node "Control database functions").</summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "database-control", Needs = [nameof(IStateStoreProvider)])]
[method: ImportingConstructor]
public sealed class ControlFunctions(StateDatabases databases) : IMflModule
{
    /// <summary>The name of a database, as the functions on databases take it.</summary>
    /// <param name="id">Its identifier.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none.</exception>
    [MflFunction("db_name", NonBlocking = true, Raises = "e_not_found")]
    public string Name(string id) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(databases.NameOf(id) ?? throw Unknown("db_name", id)));

    /// <summary>How many seconds records of a database live; 0 for ever.</summary>
    /// <param name="id">Its identifier.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none.</exception>
    [MflFunction("db_expire_interval", NonBlocking = true, Raises = "e_not_found")]
    public long ExpireInterval(string id)
    {
        var database = databases.Find(id) ?? throw Unknown("db_expire_interval", id);
        return (long)database.ExpireInterval.TotalSeconds;
    }

    /// <summary>Whether a database is in use.</summary>
    /// <param name="id">Its identifier.</param>
    /// <returns><c>1</c> or <c>0</c>.</returns>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none.</exception>
    [MflFunction("db_get_active", NonBlocking = true, Raises = "e_not_found")]
    public string IsEnabled(string id) => Convert.ToInt32((databases.Find(id) ?? throw Unknown("db_get_active", id)).IsEnabled).ToString(CultureInfo.InvariantCulture);

    /// <summary>Lets the host use a database, or not, until it ends or reloads.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="isEnabled">Whether it is used.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none.</exception>
    [MflFunction("db_set_active", NonBlocking = true, Raises = "e_not_found")]
    public void SetEnabled(string id, bool isEnabled)
    {
        if (!databases.SetEnabled(id, isEnabled))
            throw Unknown("db_set_active", id);
    }

    private static MflException Unknown(string function, string id) => new(MflExceptionCode.NotFound, $"{function}: no such db format: {id}");
}
