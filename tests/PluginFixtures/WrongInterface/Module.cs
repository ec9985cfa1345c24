using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace WrongInterface;

[PluginExport(typeof(IMflModule), "wrong-interface")]
public sealed class Module;
