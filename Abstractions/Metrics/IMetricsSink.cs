namespace Postern.Abstractions.Metrics;

/// <summary>Receives the host's counters and gauges. Thread-safe and fast: called on the path of every message.</summary>
public interface IMetricsSink
{
    /// <summary>Adds to a counter.</summary>
    /// <param name="name">The metric's name in snake case.</param>
    /// <param name="amount">How much, not negative.</param>
    void Count(string name, long amount);

    /// <summary>Sets a gauge.</summary>
    void Gauge(string name, double value);
}
