using Postern.Abstractions.Messages;
using Postern.Plugins.Mime;

namespace Postern.MessageWalk;

/// <summary>Parses a message and visits its entities: asks for types and names, and decodes the content of every leaf once.</summary>
internal sealed class MessageWalker(IMessageContent content)
{
    private readonly MessageReader _reader = new();
    private readonly byte[] _buffer = new byte[65536];

    public long Entities { get; private set; }

    public long Bytes { get; private set; }

    public long Sum { get; private set; }

    public void Walk()
    {
        Entities = 0;
        Bytes = 0;
        Visit(_reader.Read(content, MessageLimits.Default).Root);
    }

    private void Visit(IMimeEntity entity)
    {
        Entities++;
        Sum += entity.MediaType[0];
        if (entity.Parts.Count == 0)
        {
            Sum += entity.FileName.Length > 0 ? entity.FileName[0] : 0;
            Decode(entity);
        }

        foreach (var part in entity.Parts)
            Visit(part);
    }

    private void Decode(IMimeEntity entity)
    {
        using var stream = entity.OpenDecoded();
        for (int count = stream.Read(_buffer); count > 0; count = stream.Read(_buffer))
        {
            Bytes += count;
            Sum += _buffer[0] + _buffer[count - 1];
        }
    }
}
