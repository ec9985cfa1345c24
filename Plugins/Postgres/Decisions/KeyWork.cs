using Postern.Abstractions.Storage;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>The calls that wait for one key, in order of arrival. Those that were taken belong to one batch; the others wait until it is done.</summary>
internal sealed class KeyWork(byte[] key)
{
    private readonly List<Decision> _taken = [];
    private readonly List<Decision> _waiting = [];

    public byte[] Key => key;

    /// <summary>Whether it must be read first.</summary>
    public bool NeedsRead => !_taken[0].IsBlind;

    public bool IsWanted => _taken.Exists(static decision => decision.IsWanted);

    /// <summary>What was read; <see langword="null"/> for no row.</summary>
    public RowState? Row { get; set; }

    /// <summary>What is to be written; <see langword="null"/> for nothing.</summary>
    public RowWrite? Write { get; private set; }

    /// <summary>Whether all calls have decided.</summary>
    public bool IsDecided { get; private set; }

    public int Count => _taken.Count;

    /// <summary>Whether anything waits: what was taken and not answered does, too. Asked under the queue's lock.</summary>
    public bool IsWaitedFor => _taken.Count + _waiting.Count > 0;

    // These two are called under the queue's lock.
    public void Add(Decision decision) => _waiting.Add(decision);

    /// <summary>Takes what is still wanted; returns whether there is any.</summary>
    public bool Take()
    {
        _taken.AddRange(_waiting);
        _waiting.Clear();
        _taken.RemoveAll(static decision => !decision.IsWanted);
        Row = null;
        Write = null;
        return _taken.Count > 0;
    }

    /// <summary>Lets the calls decide, each on what the one before has made of the record.</summary>
    public void Decide(DateTimeOffset now)
    {
        var present = Row?.At(now);
        bool isBlind = !NeedsRead;
        RowWrite? write = null;
        IsDecided = true;
        foreach (var decision in _taken)
        {
            if (isBlind && write is null && !decision.IsBlind)
            {
                // Those who would have overwritten the record have given up, so it must be read after all.
                IsDecided = false;
                break;
            }

            switch (decision.Decide(present, out var record))
            {
                case StateChangeKind.Write:
                    write = RowWrite.Of(key, record, Version(isBlind));
                    present = new RowState(write.Value.Value, record.Expires, 0).At(now);
                    break;
                case StateChangeKind.Delete when present is not null || isBlind:
                    write = RowWrite.Deletion(key, now, Version(isBlind));
                    present = null;
                    break;
            }
        }

        // A record that was made and deleted within the batch was never there.
        Write = write is { Value: null } && Row is null && !isBlind ? null : write;
    }

    public void Complete()
    {
        foreach (var decision in _taken)
            decision.Complete();
        _taken.Clear();
    }

    public void Fail(Exception exception)
    {
        foreach (var decision in _taken)
            decision.Fail(exception);
        _taken.Clear();
    }

    private long Version(bool isBlind) =>
        isBlind ? RowWrite.BlindVersion() : Row is { } row ? RowWrite.Next(row.Version) : RowWrite.FirstVersion();
}
