using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Configuration;
using Postern.Plugins.Databases.Naming;
using Postern.Plugins.Databases.Tables;

namespace Postern.Plugins.Databases.Functions;

/// <summary>One call of a function on a database that it names: what the arguments and <c>#pragma dbprop</c> say.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Context">The session.</param>
/// <param name="Database">The database's name, a byte string.</param>
internal readonly record struct DatabaseCall(string Function, MflContext Context, string Database)
{
    /// <summary>The value of an optional argument that is not there.</summary>
    public const long NotGiven = long.MinValue;

    private const long ModeBits = 0x1FF;

    /// <summary>A key as it is stored: with a NUL behind it if the argument, or else the pragma, says so.</summary>
    public byte[] Key(string key, long isTerminated) =>
        isTerminated == NotGiven ? Bytes(key, NameProperties.Of(Context.Settings, Database)?.EndsInNul ?? false) : Bytes(key, isTerminated != 0);

    /// <summary>A value as it is stored, which mailfromd ends with a NUL in any case.</summary>
    public static StateRecord Record(string value) => new(Bytes(value, isTerminated: true), null);

    /// <summary>A stored key or value as a string, which ends before its first NUL.</summary>
    public static string Text(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        return Encoding.Latin1.GetString(span.IndexOf((byte)0) is >= 0 and var end ? span[..end] : span);
    }

    /// <summary>Opens the table.</summary>
    /// <param name="tables">The tables that are open.</param>
    /// <param name="access">To read or to write.</param>
    /// <param name="fileMode">The access mode that the call asks for, or <see cref="NotGiven"/>.</param>
    /// <exception cref="StateStoreException">It cannot be opened.</exception>
    public ValueTask<TableLease> OpenAsync(OpenTables tables, StateTableMode access, long fileMode = NotGiven)
    {
        var properties = NameProperties.Of(Context.Settings, Database);
        var name = StatementReader.Decode(Database) ?? throw new StateStoreException("the name of the database is not UTF-8", isTransient: false);
        return tables.RentAsync(
            new TableKey(name, properties?.Scheme, access),
            fileMode == NotGiven ? properties?.FileMode : (UnixFileMode)(fileMode & ModeBits),
            Context.CancellationToken);
    }

    /// <summary>The exception of a store that has failed.</summary>
    public MflException Failed(StateStoreException e) =>
        new(MflExceptionCode.DatabaseFailure, $"{Function}: {Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(e.Message))}");

    private static byte[] Bytes(string text, bool isTerminated)
    {
        var bytes = new byte[text.Length + (isTerminated ? 1 : 0)];
        Encoding.Latin1.GetBytes(text, bytes);
        return bytes;
    }
}
