using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io;

/// <summary>The descriptors of one session, and its file mode creation mask. What is still open at the session's end is closed.</summary>
internal sealed class StreamTable(TimeProvider time) : IAsyncDisposable
{
    /// <summary><c>max-streams</c> where the configuration does not say it.</summary>
    public const int DefaultLimit = 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly List<ScriptStream?> _streams = [];

    /// <summary>Mode bits that new files do not get; <see langword="null"/> for those of the host's process.</summary>
    public int? Mask { get; set; }

    /// <summary>How many descriptors there may be.</summary>
    public int Limit { get; set; } = DefaultLimit;

    public static StreamTable Of(MflContext context) => context.GetState(() => new StreamTable(context.Time));

    public ScriptStream this[long descriptor] => descriptor >= 0 && descriptor < _streams.Count && _streams[(int)descriptor] is { } stream
        ? stream
        : throw StreamErrors.BadDescriptor;

    /// <exception cref="MflException"><c>e_failure</c>: there are as many as there may be.</exception>
    public void RequireRoom(string function, int count)
    {
        if (Limit - _streams.Count + _streams.Count(static stream => stream is null) < count)
            throw new MflException(MflExceptionCode.Failure, $"{function}: no more files available");
    }

    /// <summary>Gives a stream the lowest free number.</summary>
    public int Add(ScriptStream stream)
    {
        var free = _streams.IndexOf(null);
        if (free < 0)
        {
            free = _streams.Count;
            _streams.Add(null);
        }

        _streams[free] = stream;
        return free;
    }

    public void Remove(ScriptStream stream)
    {
        for (var i = 0; i < _streams.Count; i++)
        {
            if (ReferenceEquals(_streams[i], stream))
                _streams[i] = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        var open = _streams.OfType<ScriptStream>().Distinct().ToArray();
        _streams.Clear();
        foreach (var stream in open)
        {
            try
            {
                await stream.FlushAsync(CancellationToken.None).AsTask().WaitAsync(Grace, time);
            }
            catch (Exception e) when (e is MflException or TimeoutException)
            {
                // Nobody is left to be told.
            }

            await stream.DisposeAsync();
        }

        await Task.WhenAll(open.Select(stream => stream.Child).OfType<ChildProcess>().Select(child => child.EndAsync(Grace, time)));
    }
}
