using Postern.Abstractions;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;

namespace NeedsResolver;

[PluginExport(typeof(IMflModule), "needs-resolver", Needs = [nameof(IDnsResolver)])]
public sealed class Module(IDnsResolver resolver) : IMflModule
{
    [MflFunction("resolver_name")]
    public string ResolverName() => resolver.GetType().Name;
}
