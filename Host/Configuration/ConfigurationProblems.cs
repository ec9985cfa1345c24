using System.Collections;
using Postern.Abstractions.Configuration;

namespace Postern.Configuration;

/// <summary>The problems found so far, in the order found; after <see cref="Limit"/> of them the rest is dropped.</summary>
public sealed class ConfigurationProblems : IReadOnlyList<ConfigurationProblem>
{
    /// <summary>The number of problems that are kept.</summary>
    public const int Limit = 100;

    private readonly List<ConfigurationProblem> _problems = [];

    /// <summary>The number of problems kept, warnings included.</summary>
    public int Count => _problems.Count;

    /// <summary>Whether the configuration cannot be used.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The problem at <paramref name="index"/>, from 0.</summary>
    public ConfigurationProblem this[int index] => _problems[index];

    /// <summary>Records an error.</summary>
    public void Error(SourcePlace place, string text) => Add(new ConfigurationProblem(place, text));

    /// <summary>Records a warning.</summary>
    public void Warning(SourcePlace place, string text) => Add(new ConfigurationProblem(place, text, IsWarning: true));

    /// <summary>Records <paramref name="problem"/>.</summary>
    public void Add(ConfigurationProblem problem)
    {
        HasErrors |= !problem.IsWarning;
        if (_problems.Count < Limit)
            _problems.Add(problem);
    }

    /// <inheritdoc/>
    public IEnumerator<ConfigurationProblem> GetEnumerator() => _problems.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
