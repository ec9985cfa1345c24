using Postern.Abstractions.Milter;
using Postern.Milter.Server;

namespace Postern.Daemon.Hosting;

/// <summary>Gives each new connection a lease on the generation in force.</summary>
internal sealed class FilterSource(FilterGeneration first) : IFilterEngineSource
{
    private FilterGeneration _generation = first;

    public FilterGeneration Generation => Volatile.Read(ref _generation);

    public IFilterEngine Current
    {
        get
        {
            // A generation closes only after another has taken its place, so that this ends.
            while (true)
            {
                FilterGeneration generation = Generation;
                if (generation.TryAcquire())
                    return new FilterLease(generation);
            }
        }
    }

    /// <summary>Puts <paramref name="next"/> in force and retires the old generation, which is returned.</summary>
    public FilterGeneration Replace(FilterGeneration next)
    {
        FilterGeneration old = Interlocked.Exchange(ref _generation, next);
        old.Retire();
        return old;
    }
}
