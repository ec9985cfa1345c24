using Postern.Abstractions.Configuration;
using Postern.Configuration.Options;

namespace Postern.Configuration.Binding;

/// <summary>Turns statements into options. A later statement wins over an earlier one; lists grow.</summary>
/// <param name="problems">Takes what is wrong.</param>
public sealed class ConfigurationBinder(ConfigurationProblems problems)
{
    /// <summary>Binds <paramref name="statements"/>, in the order in which they count.</summary>
    public HostConfiguration Bind(IReadOnlyList<ConfigurationStatement> statements)
    {
        var read = new ValueReader(problems);
        var host = new HostConfiguration();
        var unclaimed = new List<ConfigurationStatement>();
        foreach (ConfigurationStatement statement in statements)
        {
            if (HostRules.Top.TryGet(statement.Keyword, out StatementRule<HostConfiguration> rule))
                host = rule(host, statement, read);
            else
                unclaimed.Add(statement);
        }

        return host with { Unclaimed = unclaimed };
    }

    /// <summary>Reports a statement that neither the host nor a plugin reads: unknown, or of the manual but not built yet.</summary>
    /// <param name="block">The keyword of the block that it stands in; empty for none.</param>
    /// <param name="statement">The statement.</param>
    public void ReportUnclaimed(string block, ConfigurationStatement statement) =>
        problems.Error(statement.Place, ManualStatements.DescribeUnread(block, statement.Keyword));
}
