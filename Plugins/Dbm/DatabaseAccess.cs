using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm;

/// <summary>
/// The way to a table's file. Every operation opens, locks, works and closes: nothing is remembered of a file that others may write, replace or delete at any time.
/// Thread-safe.
/// </summary>
internal sealed class DatabaseAccess(DatabaseFormat format, StateTableRequest request, TimeSpan limit) : IDisposable
{
    private readonly DatabaseFile _file = new(request, limit);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CheckSchedule _schedule = new();
    private volatile bool _isDisposed;

    public string Path => request.Location;

    /// <summary>Works on records that are only read.</summary>
    /// <param name="absent">The result when there is no file, or an empty one.</param>
    /// <param name="work">What to do.</param>
    /// <param name="cancellationToken">Ends the wait for the file.</param>
    public ValueTask<TResult> ReadAsync<TResult>(TResult absent, Func<DatabaseSession, TResult> work, CancellationToken cancellationToken) => HoldAsync(
        writes: false,
        file =>
        {
            if (file is null || Examine(file) == 0)
                return absent;
            using var session = format.Open(file.Handle, Path, SessionAccess.Read);
            return work(session);
        },
        cancellationToken);

    /// <summary>Works on records while nobody else does.</summary>
    public ValueTask<TResult> WriteAsync<TResult>(Func<DatabaseSession, TResult> work, CancellationToken cancellationToken)
    {
        RefuseReadOnly();
        return HoldAsync(
            writes: true,
            file =>
            {
                Examine(file!);
                TResult result;
                using (var session = format.Open(file!.Handle, Path, SessionAccess.Write))
                {
                    result = work(session);
                    session.Complete();
                }

                _schedule.Written(FileStamp.Of(file.Status()));
                return result;
            },
            cancellationToken);
    }

    /// <summary>A private copy of the file, sound; <see langword="null"/> when there are no records.</summary>
    public async ValueTask<SafeFileHandle?> SnapshotAsync(CancellationToken cancellationToken)
    {
        var copy = await HoldAsync(
            writes: false,
            file => file is not null && file.Status().Size is > 0 and var size ? FileSnapshot.Take(file, size) : null,
            cancellationToken);
        try
        {
            if (copy is not null)
                Look(copy, RandomAccess.GetLength(copy));
            return copy;
        }
        catch (Exception e)
        {
            copy?.Dispose();
            if (Explain(e) is { } explained)
                throw explained;
            throw;
        }
    }

    /// <summary>Opens what <see cref="SnapshotAsync"/> has returned; needs no lock.</summary>
    public DatabaseSession OpenSnapshot(SafeFileHandle copy)
    {
        try
        {
            return format.Open(copy, Path, SessionAccess.Read);
        }
        catch (Exception e) when (Explain(e) is not null)
        {
            throw Explain(e)!;
        }
    }

    /// <summary>How many records the file says it has, found without its library.</summary>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => HoldAsync(
        writes: false, file => file is not null && file.Status().Size is > 0 and var size ? Look(file.Handle, size).Records : 0L, cancellationToken);

    /// <summary>Writes all records into a new file that takes the place of the old.</summary>
    public async ValueTask CompactAsync(CancellationToken cancellationToken)
    {
        RefuseReadOnly();
        await HoldAsync(
            writes: true,
            file =>
            {
                if (Examine(file!) > 0)
                    Compaction.Run(format, file!, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Operations under way end as usual.</summary>
    public void Dispose() => _isDisposed = true;

    public void RefuseDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, Path);

    public void RefuseReadOnly()
    {
        if (request.Mode == StateTableMode.ReadOnly)
            throw new StateStoreException($"{Path}: opened for reading only", isTransient: false);
    }

    private async ValueTask<TResult> HoldAsync<TResult>(bool writes, Func<LockedFile?, TResult> work, CancellationToken cancellationToken)
    {
        RefuseDisposed();
        long start = Stopwatch.GetTimestamp();
        if (!await _turn.WaitAsync(limit, cancellationToken))
            throw _file.Busy();
        try
        {
            RefuseDisposed();
            using var file = await _file.LockAsync(writes, start, cancellationToken);
            return work(file);
        }
        catch (StateStoreException)
        {
            _schedule.Doubt();
            throw;
        }
        catch (Exception e) when (Explain(e) is not null)
        {
            throw Explain(e)!;
        }
        finally
        {
            _turn.Release();
        }
    }

    private StateStoreException? Explain(Exception e) => e switch
    {
        DllNotFoundException or EntryPointNotFoundException => new StateStoreException(
            $"{Path}: the library for {format.Scheme} files is missing or too old; install Debian's package {format.Package}", isTransient: false, e),
        IOException => new StateStoreException($"{Path}: {e.Message}", isTransient: true, e),
        UnauthorizedAccessException => new StateStoreException($"{Path}: {e.Message}", isTransient: false, e),
        _ => null,
    };

    /// <summary>Sees to it that the library gets only what it can read; returns the file's size.</summary>
    private long Examine(LockedFile file)
    {
        var stamp = FileStamp.Of(file.Status());
        if (stamp.Size == 0 || !_schedule.IsDue(stamp))
            return stamp.Size;
        long start = Stopwatch.GetTimestamp();
        Look(file.Handle, stamp.Size);
        _schedule.Passed(stamp, start);
        return stamp.Size;
    }

    private FileReport Look(SafeFileHandle file, long size)
    {
        Span<byte> head = stackalloc byte[DatabaseFormat.HeadSize];
        head = head[..RandomAccess.Read(file, head, 0)];
        if (!format.Recognizes(head))
            throw new StateStoreException($"{Path}: {format.Kind} is expected, and this is something else", isTransient: false);
        if (size > DatabaseFormat.LargestFile)
            throw new StateStoreException($"{Path}: larger than the {DatabaseFormat.LargestFile >> 30} GiB that are supported; use another store", isTransient: false);
        var report = format.Check(file, size);
        return report.Fault is null ? report : throw StoreFailure.Damaged(Path, report.Fault);
    }
}
