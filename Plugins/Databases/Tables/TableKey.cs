using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Tables;

/// <summary>What an open table is found again by.</summary>
/// <param name="Name">The database's name, as text.</param>
/// <param name="Scheme">The scheme that is said of it elsewhere.</param>
/// <param name="Mode">How it is open.</param>
internal readonly record struct TableKey(string Name, string? Scheme, StateTableMode Mode);
