using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace BadSignature;

[PluginExport(typeof(IMflModule), "bad-signature")]
public sealed class Module : IMflModule
{
    [MflFunction("takes_a_date")]
    public static void TakesDate(DateTime when) => _ = when;
}
