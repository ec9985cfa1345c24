namespace Postern.Plugins.Dbm;

/// <summary>What is done in a session.</summary>
internal enum SessionAccess
{
    /// <summary>Records are read.</summary>
    Read,

    /// <summary>Records are read and written; an empty file is made a database.</summary>
    Write,
}
