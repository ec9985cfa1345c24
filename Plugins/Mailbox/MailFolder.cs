using Postern.Abstractions.Messages;
using Postern.Plugins.Mailbox.Messages;

namespace Postern.Plugins.Mailbox;

/// <summary>An open mailbox. Failures are <see cref="IOException"/>s whose message is the reason.</summary>
internal abstract class MailFolder : IDisposable
{
    /// <summary>How many messages a mailbox may have; an index of so many takes some tens of megabytes.</summary>
    public const int MostMessages = 1_000_000;

    /// <summary>Whether it was opened for appending.</summary>
    public required bool IsWritable { get; init; }

    /// <summary>How many messages there are. Those that have come since the last call have the highest numbers.</summary>
    public abstract ValueTask<int> CountAsync(CancellationToken cancellationToken);

    /// <summary>Opens a message that may be read after the mailbox is closed.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="cancellationToken">Ends the wait for a lock.</param>
    /// <returns><see langword="null"/>: there are fewer.</returns>
    public abstract ValueTask<FileSlice?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Appends a copy of a message: wholly, or not at all.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">The sender of its envelope; <see langword="null"/> when nobody knows.</param>
    /// <param name="cancellationToken">Ends the wait for a lock, and the copying.</param>
    public abstract ValueTask AppendAsync(IMailMessage message, string? sender, CancellationToken cancellationToken);

    public abstract void Dispose();
}
