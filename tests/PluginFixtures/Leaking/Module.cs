using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Leaking;

/// <summary>Hangs itself on an event of the framework and never lets go.</summary>
[PluginExport(typeof(IMflModule), "leaking")]
public sealed class Module : IMflModule
{
    public Module() => AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(this);

    [MflFunction("leaking")]
    public static void Run()
    {
    }
}
