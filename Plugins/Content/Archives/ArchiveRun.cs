using System.Buffers;
using System.Text;
using Postern.Plugins.Content.ContentTypes;

namespace Postern.Plugins.Content.Archives;

/// <summary>One look into an archive: what was found, and what may still be spent.</summary>
internal sealed class ArchiveRun(ArchiveLimits limits, TimeProvider time, CancellationToken cancellationToken)
{
    private const int HeadLength = 1024;

    private readonly long _started = time.GetTimestamp();
    private readonly List<ArchiveMember> _members = [];
    private ArchiveVerdict _verdict;
    private string _reason = "";
    private long _bytes;
    private long _nameBytes;

    /// <summary>The limits.</summary>
    public ArchiveLimits Limits => limits;

    /// <summary>A limit was reached: nothing more is read.</summary>
    public bool IsStopped => _verdict == ArchiveVerdict.TooBig;

    /// <summary>Lists the members of a content.</summary>
    /// <param name="content">The content; read to its end, not disposed.</param>
    /// <param name="limits">How much work it may make.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static ArchiveListing List(Stream content, ArchiveLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var run = new ArchiveRun(limits, time, cancellationToken);
        run.LookInto(content, 1);
        return new ArchiveListing(run._members, run._verdict, run._reason);
    }

    /// <summary>Notes what is wrong; the worst verdict stays, with its first reason.</summary>
    public void Note(ArchiveVerdict verdict, string reason)
    {
        if (verdict > _verdict)
            (_verdict, _reason) = (verdict, reason);
    }

    /// <summary>Adds a member.</summary>
    /// <param name="name">Its name, as bytes.</param>
    /// <param name="size">Its size as far as it is known.</param>
    /// <param name="depth">How deep it lies.</param>
    /// <param name="isEncrypted">Whether it needs a password.</param>
    /// <returns><see langword="false"/>: there are too many.</returns>
    public bool TryAdd(ReadOnlySpan<byte> name, long size, int depth, bool isEncrypted)
    {
        _nameBytes += name.Length;
        if (_members.Count >= limits.Members)
            Note(ArchiveVerdict.TooBig, $"more than {limits.Members} members");
        else if (_nameBytes > limits.NameBytes)
            Note(ArchiveVerdict.TooBig, $"more than {limits.NameBytes} bytes of names");
        if (IsStopped)
            return false;
        _members.Add(new ArchiveMember(Encoding.Latin1.GetString(name).Replace("\0", "\\000", StringComparison.Ordinal), size, depth, isEncrypted));
        if (isEncrypted)
            Note(ArchiveVerdict.Undecipherable, $"a member is encrypted: {Shown(name)}");
        return true;
    }

    /// <summary>Reads the content of the member that was added last, and what it is an archive of.</summary>
    /// <param name="content">The content.</param>
    /// <param name="compressed">What it is decompressed from, or <see langword="null"/>.</param>
    /// <param name="depth">How deep the member lies.</param>
    /// <returns>Its size, as far as it could be read.</returns>
    public long ReadMember(Stream content, CountingStream? compressed, int depth)
    {
        int index = _members.Count - 1;
        using var metered = new MeteredStream(content, compressed, this);
        LookInto(metered, depth + 1);
        if (!IsStopped)
            _members[index] = _members[index] with { Size = metered.Count };
        return metered.Count;
    }

    /// <summary>Spends decompressed bytes, and time.</summary>
    /// <param name="count">How many bytes.</param>
    /// <param name="produced">How many the member has had with them.</param>
    /// <param name="compressed">How many they were before.</param>
    /// <returns><see langword="false"/>: a limit was reached.</returns>
    public bool TrySpend(int count, long produced, long compressed)
    {
        _bytes += count;
        if (_bytes > limits.Bytes)
            Note(ArchiveVerdict.TooBig, $"more than {limits.Bytes} bytes");
        else if (produced > limits.RatioFloor && produced / limits.Ratio > compressed)
            Note(ArchiveVerdict.TooBig, $"more than {limits.Ratio} times as large as compressed");
        return IsInTime() && !IsStopped;
    }

    /// <summary>Looks at the time.</summary>
    public bool IsInTime()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(_started) > limits.Time)
            Note(ArchiveVerdict.TooBig, $"more than {limits.Time.TotalSeconds:0} seconds");
        return !IsStopped;
    }

    /// <summary>A name for a reason: not too long, and without control characters.</summary>
    public static string Shown(ReadOnlySpan<byte> name)
    {
        const int Most = 64;
        var text = new StringBuilder();
        foreach (byte value in name[..Math.Min(name.Length, Most)])
            text.Append(value is >= (byte)' ' and <= (byte)'~' ? (char)value : '?');
        return text.ToString();
    }

    private void LookInto(Stream content, int depth)
    {
        var head = new byte[HeadLength];
        int length = content.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        using var whole = new PrefixedStream(head.AsMemory(0, length), content);
        string mediaType = ContentDetector.Detect(head.AsSpan(0, length));
        ArchiveKind kind = ArchiveKinds.Tell(head.AsSpan(0, length), mediaType);
        if (kind is ArchiveKind.Other)
            Note(ArchiveVerdict.Undecipherable, $"{mediaType} cannot be read");
        bool isArchive = kind is ArchiveKind.Zip or ArchiveKind.Tar or ArchiveKind.Gzip;
        if (isArchive)
            Note(ArchiveVerdict.Ok, "");
        if (isArchive && depth > limits.Depth)
            Note(ArchiveVerdict.TooBig, $"archives nest deeper than {limits.Depth}");
        else if (kind == ArchiveKind.Tar)
            new TarReader(whole, this, depth).Read();
        else if (kind == ArchiveKind.Gzip)
            new GzipReader(whole, this, depth).Read(head.AsSpan(0, length));
        else if (kind is ArchiveKind.Zip or ArchiveKind.Program || (kind == ArchiveKind.None && depth == 1))
            LookIntoZip(whole, depth, isArchive);
        Drain(whole);
    }

    // Programs find a zip file by its end, whatever it begins with.
    private void LookIntoZip(Stream content, int depth, bool isKnown)
    {
        using var spool = ArchiveSpool.Read(content, limits.SpoolThreshold, this);
        IReadOnlyList<ZipEnd> ends = IsStopped ? [] : ZipEnd.FindAll(spool);
        if (!isKnown && ends.Count == 0)
            return;
        Note(ArchiveVerdict.Ok, "");
        if (depth > limits.Depth)
            Note(ArchiveVerdict.TooBig, $"archives nest deeper than {limits.Depth}");
        else if (!IsStopped)
            new ZipReader(spool, this, depth).Read(ends);
    }

    private void Drain(Stream content)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (IsInTime() && content.Read(buffer) > 0)
            {
            }
        }
        catch (InvalidDataException)
        {
            Note(ArchiveVerdict.Broken, "compressed data that is damaged");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
