using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Databases.Functions;

/// <summary>The walks over databases that a session has under way. What is left at its end is closed.</summary>
internal sealed class Iterations : IAsyncDisposable
{
    /// <summary>How many there may be, as in mailfromd.</summary>
    public const int Most = 128;

    private readonly Iteration?[] _items = new Iteration?[Most];

    public static Iterations Of(MflContext context) => context.GetState(static () => new Iterations());

    /// <exception cref="MflException"><c>e_failure</c>: there are as many as there may be.</exception>
    public void RequireRoom(string function)
    {
        if (Array.IndexOf(_items, null) < 0)
            throw new MflException(MflExceptionCode.Failure, $"{function}: no more database entries available");
    }

    /// <summary>Gives a walk the lowest free descriptor.</summary>
    public int Add(Iteration iteration)
    {
        var free = Array.IndexOf(_items, null);
        _items[free] = iteration;
        return free;
    }


    /// <exception cref="MflException"><c>e_range</c>: it is not open.</exception>
    public Iteration Get(string function, long descriptor) =>
        descriptor is >= 0 and < Most && _items[descriptor] is { } iteration
            ? iteration
            : throw new MflException(MflExceptionCode.Range, $"{function}: invalid database descriptor");

    public ValueTask CloseAsync(long descriptor)
    {
        var iteration = _items[descriptor];
        _items[descriptor] = null;
        return iteration?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < Most; i++)
            await CloseAsync(i);
    }
}
