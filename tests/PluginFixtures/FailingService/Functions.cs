using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace FailingService;

[PluginExport(typeof(IMflModule), "failing-service")]
public sealed class Functions : IMflModule
{
    [MflFunction("failing_service")]
    public static void Run()
    {
    }
}
