using Postern.Abstractions.Messages;
using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message;

/// <summary>What a message descriptor stands for.</summary>
/// <param name="message">The message.</param>
/// <param name="text">How programs see it.</param>
internal sealed class OpenMessage(IMailMessage message, MessageText text) : IDisposable
{
    private LineReader? _lines;
    private LineReader? _bodyLines;

    public IMailMessage Message => message;

    public MessageText Text => text;

    /// <summary>What it is a part of.</summary>
    public OpenMessage? Parent { get; init; }

    /// <summary>What goes with the descriptor.</summary>
    public IDisposable? Owned { get; init; }

    /// <summary>Of which SMTP message of the session it is, or a part of; <see langword="null"/> for none.</summary>
    public long? Number { get; init; }

    /// <summary>Whether it was made of a digest: its parts get no header fields of ours.</summary>
    public bool IsBurst { get; init; }

    public LineReader Lines => _lines ??= new LineReader(text.Open());

    public LineReader BodyLines => _bodyLines ??= new LineReader(text.OpenBody());

    public void Rewind()
    {
        _lines?.Dispose();
        _lines = null;
    }

    public void RewindBody()
    {
        _bodyLines?.Dispose();
        _bodyLines = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rewind();
        RewindBody();
        Owned?.Dispose();
    }
}
