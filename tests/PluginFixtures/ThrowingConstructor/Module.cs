using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace ThrowingConstructor;

[PluginExport(typeof(IMflModule), "throwing")]
public sealed class Module : IMflModule
{
    public Module() => throw new InvalidOperationException("no licence file");

    [MflFunction("throwing")]
    public static void Run()
    {
    }
}
