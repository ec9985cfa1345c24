using Postern.Abstractions.Configuration;
using Postern.Configuration.Options;

namespace Postern.Configuration.Binding;

/// <summary>The <c>plugin NAME { }</c> block.</summary>
internal static class PluginRules
{
    private static readonly BlockRules<(bool Enable, bool Required)> Block = new("plugin",
        new Dictionary<string, StatementRule<(bool Enable, bool Required)>>(StringComparer.Ordinal)
        {
            ["enable"] = (o, s, read) => o with { Enable = read.Flag(s, o.Enable) },
            ["required"] = (o, s, read) => o with { Required = read.Flag(s, o.Required) },
        });

    public static HostConfiguration Add(HostConfiguration host, ConfigurationStatement statement, ValueReader read)
    {
        if (read.Label(statement, "plugin name") is not { } name)
            return host;
        (bool enable, bool required) = Block.Apply((true, false), statement, read);
        PluginConfiguration plugins = host.Plugins;
        if (required)
            plugins = plugins with { Required = [.. plugins.Required, name] };
        if (!enable)
            plugins = plugins with { Disabled = [.. plugins.Disabled, name] };
        if (required && !enable)
            read.Problems.Error(statement.Place, $"the plugin `{name}' cannot be both required and not enabled");
        return host with { Plugins = plugins };
    }
}
