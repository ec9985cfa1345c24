namespace Postern.Plugins.Content.Archives;

/// <summary>A member's content, which ends early when a limit is reached.</summary>
/// <param name="source">The content.</param>
/// <param name="compressed">What it is decompressed from.</param>
/// <param name="run">Whose limits they are.</param>
internal sealed class MeteredStream(Stream source, CountingStream? compressed, ArchiveRun run) : CountingStream(source)
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (run.IsStopped)
            return 0;
        int count = base.Read(buffer);
        return run.TrySpend(count, Count, compressed?.Count ?? Count) ? count : 0;
    }
}
