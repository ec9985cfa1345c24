using Postern.Abstractions.Configuration;
using Postern.Configuration;
using Postern.Configuration.Binding;

namespace Postern.Daemon.Hosting;

/// <summary>The statements of the configuration that are for plugins. Several plugins may read one block.</summary>
/// <param name="statements">What the host itself does not read.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class PluginStatements(IReadOnlyList<ConfigurationStatement> statements, ConfigurationProblems problems)
{
    private readonly HashSet<ConfigurationStatement> _read = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether plugins have read everything.</summary>
    public bool AreAllRead => statements.All(statement => _read.Contains(statement) && (statement.Body ?? []).All(_read.Contains));

    /// <summary>Lets a plugin read its statements.</summary>
    public void Configure(IConfigurationBlock block)
    {
        foreach (ConfigurationStatement statement in statements.Where(statement => statement.Keyword == block.Keyword))
        {
            _read.Add(statement);
            ConfigurationStatement own = statement with { Body = statement.Body?.Where(item => block.Statements?.Contains(item.Keyword) ?? true).ToArray() };
            _read.UnionWith(own.Body ?? []);
            try
            {
                block.Configure(own);
            }
            catch (ConfigurationException e)
            {
                problems.Error(e.Place, e.Message);
            }
        }
    }

    /// <summary>Reports what no plugin has read.</summary>
    public void ReportUnread()
    {
        var binder = new ConfigurationBinder(problems);
        foreach (ConfigurationStatement statement in statements)
        {
            if (!_read.Contains(statement))
            {
                binder.ReportUnclaimed("", statement);
                continue;
            }

            foreach (ConfigurationStatement item in statement.Body ?? [])
            {
                if (!_read.Contains(item))
                    binder.ReportUnclaimed(statement.Keyword, item);
            }
        }
    }
}
