using Postern.Abstractions.Configuration;
using Postern.Configuration.Options;

namespace Postern.Configuration.Binding;

/// <summary>The <c>plugin NAME { }</c> block.</summary>
internal static class PluginRules
{
    private static readonly BlockRules<bool> Block = new("plugin",
        new Dictionary<string, StatementRule<bool>>(StringComparer.Ordinal)
        {
            ["required"] = (required, s, read) => read.Flag(s, required),
        });

    public static HostConfiguration Add(HostConfiguration host, ConfigurationStatement statement, ValueReader read)
    {
        if (read.Label(statement, "plugin name") is not { } name || !Block.Apply(false, statement, read))
            return host;
        return host with { Plugins = host.Plugins with { Required = [.. host.Plugins.Required, name] } };
    }
}
