using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace UsesLibraryV2;

[PluginExport(typeof(IMflModule), "uses-library-v2")]
public sealed class Module : IMflModule
{
    [MflFunction("library_version_v2")]
    public static string LibraryVersion() => PrivateLibrary.Answer.Version;
}
