using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace ThrowingInitializer;

[PluginExport(typeof(IMflModule), "throwing-initializer")]
public sealed class Module : IMflModule
{
    private static readonly int Size = ReadTable("");

    [MflFunction("table_size")]
    public static long TableSize() => Size;

    private static int ReadTable(string text) =>
        text.Length > 0 ? int.Parse(text, CultureInfo.InvariantCulture) : throw new FormatException("no table");
}
