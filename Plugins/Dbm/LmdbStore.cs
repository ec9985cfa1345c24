using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Lmdb;

namespace Postern.Plugins.Dbm;

/// <summary>Files of LMDB, as Postfix makes them.</summary>
[PluginExport(typeof(IStateStoreProvider), "lmdb")]
[method: ImportingConstructor]
public sealed class LmdbStore(TimeProvider time) : FileStore(new LmdbFormat(), time);
