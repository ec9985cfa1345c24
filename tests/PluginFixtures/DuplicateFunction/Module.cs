using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace DuplicateFunction;

[PluginExport(typeof(IMflModule), "duplicate-function")]
public sealed class Module : IMflModule
{
    [MflFunction("good_directory")]
    public static string Directory() => "";
}
