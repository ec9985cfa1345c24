using Postern.Abstractions.Milter;

namespace Postern.Milter.Server;

/// <summary>Gives the filter of a listener. Thread-safe.</summary>
public interface IFilterEngineSource
{
    /// <summary>
    /// The filter for a new connection; read once per connection, which keeps it to its end. A reload is this property
    /// returning another engine from then on.
    /// </summary>
    IFilterEngine Current { get; }
}
