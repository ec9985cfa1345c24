using Postern.Milter.Session;

namespace Postern.Milter.Server;

/// <summary>The open sessions, and the closed ones that wait to be used again. Thread-safe.</summary>
internal sealed class SessionTable(SessionServices services) : IDisposable
{
    private const int MostSpare = 256;

    private readonly Lock _gate = new();
    private readonly Stack<MilterSession> _spare = new();
    private readonly Stack<int> _freeSlots = new();
    private MilterSession?[] _slots = new MilterSession?[64];
    private int _used;
    private TaskCompletionSource? _emptied;

    public int Count
    {
        get
        {
            lock (_gate)
                return _used - _freeSlots.Count;
        }
    }

    public MilterSession Take()
    {
        lock (_gate)
        {
            var session = _spare.TryPop(out var spare) ? spare : new MilterSession(services);
            if (!_freeSlots.TryPop(out int slot))
            {
                slot = _used++;
                if (slot == _slots.Length)
                    Array.Resize(ref _slots, _slots.Length * 2);
            }

            session.Slot = slot;
            _slots[slot] = session;
            return session;
        }
    }

    public void Return(MilterSession session)
    {
        lock (_gate)
        {
            _slots[session.Slot] = null;
            _freeSlots.Push(session.Slot);
            if (session.IsReusable && _spare.Count < MostSpare)
                _spare.Push(session);
            else
                session.Dispose();
            if (_used == _freeSlots.Count)
                _emptied?.TrySetResult();
        }
    }

    /// <summary>Completes when no session is open.</summary>
    public Task WhenEmpty()
    {
        lock (_gate)
        {
            if (_used == _freeSlots.Count)
                return Task.CompletedTask;
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _emptied.Task;
        }
    }

    /// <summary>Calls every open session; one may have ended, or begun anew, meanwhile.</summary>
    public void ForEach(Action<MilterSession> visit)
    {
        MilterSession?[] slots;
        int used;
        lock (_gate)
            (slots, used) = (_slots, _used);
        for (int i = 0; i < used; i++)
        {
            if (Volatile.Read(ref slots[i]) is { } session)
                visit(session);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            while (_spare.TryPop(out var session))
                session.Dispose();
        }
    }
}
