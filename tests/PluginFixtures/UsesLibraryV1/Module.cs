using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace UsesLibraryV1;

[PluginExport(typeof(IMflModule), "uses-library-v1")]
public sealed class Module : IMflModule
{
    [MflFunction("library_version_v1")]
    public static string LibraryVersion() => PrivateLibrary.Answer.Version;
}
