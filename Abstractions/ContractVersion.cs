namespace Postern.Abstractions;

/// <summary>The version of the contracts. A plugin built against 1.n loads in a host whose contracts are 1.m with n &lt;= m.</summary>
public static class ContractVersion
{
    /// <summary>The version of this assembly's contracts.</summary>
    public static Version Current { get; } = typeof(ContractVersion).Assembly.GetName().Version!;

    /// <summary>Whether a plugin built against <paramref name="built"/> can be loaded by this host.</summary>
    public static bool Accepts(Version built)
    {
        ArgumentNullException.ThrowIfNull(built);
        return built.Major == Current.Major && built.Minor <= Current.Minor;
    }
}
