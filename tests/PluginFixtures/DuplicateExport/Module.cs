using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace DuplicateExport;

[PluginExport(typeof(IMflModule), "good")]
public sealed class Module : IMflModule
{
    [MflFunction("duplicate_export")]
    public static void Run()
    {
    }
}
