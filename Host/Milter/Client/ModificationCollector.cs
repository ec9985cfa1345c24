using System.Buffers;
using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Client;

/// <summary>Gathers the changes of one end of message.</summary>
internal sealed class ModificationCollector(MilterActions granted)
{
    /// <summary>The most that one message may be changed by, in bytes: more than any MTA takes.</summary>
    private const long MaxBytes = 256L << 20;

    /// <summary>What a change costs beside its bytes.</summary>
    private const int Overhead = 64;

    private readonly List<MessageModification> _changes = [];
    private long _bytes;
    private ArrayBufferWriter<byte>? _body;
    private int _bodyPlace;

    public void Add(MilterFrame frame)
    {
        _bytes += frame.Payload.Length + Overhead;
        if (_bytes > MaxBytes)
            throw ReplyReader.Broken(frame, $"changes of at most {MaxBytes >> 20} MiB to one message were expected");
        if (frame.Code == ReplyCode.ReplaceBody)
        {
            if (_body is null)
            {
                _body = new ArrayBufferWriter<byte>();
                _bodyPlace = _changes.Count;
                Check(frame, MilterActions.ChangeBody);
            }

            _body.Write(frame.Payload.Span);
            return;
        }

        var change = ReplyReader.ReadModification(frame);
        Check(frame, change.Needs);
        _changes.Add(change);
    }

    public IReadOnlyList<MessageModification> Finish()
    {
        if (_body is not null)
            _changes.Insert(_bodyPlace, new MessageModification.ReplaceBody(_body.WrittenMemory));
        return _changes;
    }

    private void Check(MilterFrame frame, MilterActions needed)
    {
        // ADDRCPT_PAR may come without arguments; either action then covers it.
        if (frame.Code == ReplyCode.AddRecipientWithArguments)
            needed = MilterActions.AddRecipientsWithArguments;
        if ((needed & ~granted) != MilterActions.None)
            throw ReplyReader.Broken(frame, $"the filter has not negotiated the action {needed}");
    }
}
