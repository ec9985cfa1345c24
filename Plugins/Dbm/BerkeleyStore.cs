using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Berkeley;

namespace Postern.Plugins.Dbm;

/// <summary>Files of Berkeley DB, hash and btree: what mailfromd writes, and the maps of Postfix and Sendmail.</summary>
[PluginExport(typeof(IStateStoreProvider), "bdb")]
[method: ImportingConstructor]
public sealed class BerkeleyStore(TimeProvider time) : FileStore(new BerkeleyFormat(), time);
