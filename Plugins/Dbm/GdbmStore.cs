using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Gdbm;

namespace Postern.Plugins.Dbm;

/// <summary>Files of GNU dbm.</summary>
[PluginExport(typeof(IStateStoreProvider), "gdbm")]
[method: ImportingConstructor]
public sealed class GdbmStore(TimeProvider time) : FileStore(new GdbmFormat(), time);
