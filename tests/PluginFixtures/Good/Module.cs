using Postern.Abstractions;
using Postern.Abstractions.Hosting;
using Postern.Abstractions.Mfl;

namespace Good;

[PluginExport(typeof(IMflModule), "good", Version = "1.2")]
public sealed class Module(IHostEnvironment environment) : IMflModule
{
    [MflFunction("good_directory")]
    public string Directory() => environment.PluginDirectory;
}
