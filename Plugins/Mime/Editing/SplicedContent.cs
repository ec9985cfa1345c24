using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Content;

namespace Postern.Plugins.Mime.Editing;

/// <summary>A content in which some bytes are replaced; the others are read where they are.</summary>
internal sealed class SplicedContent : IMessageContent
{
    private readonly List<(long Start, IMessageContent Content)> _pieces = [];

    /// <summary>Puts the pieces together.</summary>
    /// <param name="original">The original.</param>
    /// <param name="splices">What is replaced, in any order; of two that overlap the one that begins first counts, or that is longer.</param>
    public SplicedContent(IMessageContent original, IEnumerable<Splice> splices)
    {
        long at = 0;
        foreach (Splice splice in splices.OrderBy(static splice => splice.Start).ThenBy(static splice => splice.Start == splice.End ? 0 : 1).ThenByDescending(static splice => splice.End))
        {
            if (splice.Start < at)
                continue;
            Add(new ContentSlice(original, at, splice.Start - at));
            Add(splice.Content);
            at = splice.End;
        }

        Add(new ContentSlice(original, at, original.Length - at));
    }

    /// <inheritdoc/>
    public long Length { get; private set; }

    /// <inheritdoc/>
    public Stream Open() => new Reader(this);

    private void Add(IMessageContent content)
    {
        if (content.Length == 0)
            return;
        _pieces.Add((Length, content));
        Length += content.Length;
    }

    private sealed class Reader(SplicedContent content) : SeekableStream(content.Length)
    {
        private int _piece = -1;
        private Stream? _stream;

        /// <inheritdoc/>
        protected override int ReadAt(long position, Span<byte> buffer)
        {
            int piece = content._pieces.FindLastIndex(piece => piece.Start <= position);
            if (piece != _piece || _stream is null)
            {
                _stream?.Dispose();
                _stream = content._pieces[piece].Content.Open();
                _piece = piece;
            }

            _stream.Position = position - content._pieces[piece].Start;
            return _stream.Read(buffer);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _stream?.Dispose();
            base.Dispose(disposing);
        }
    }
}
