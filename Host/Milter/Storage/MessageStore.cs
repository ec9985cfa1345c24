using Postern.Abstractions.Messages;

namespace Postern.Milter.Storage;

/// <summary>The message under way as far as the filter asked to keep it. Reused from message to message.</summary>
internal sealed class MessageStore(string spoolDirectory, int spoolThreshold) : IStoredMessage, IDisposable
{
    private readonly List<HeaderField> _header = [];
    private BodyStore? _body;

    public long Number { get; private set; } = 1;

    public IReadOnlyList<HeaderField> Header => _header;

    public long BodyLength => _body?.Length ?? 0;

    public bool IsSpooled => _body?.IsSpooled ?? false;

    public Stream OpenBody() => _body is null ? Stream.Null : new BodyReader(_body);

    /// <summary>Copies a field out of the receive buffer; one array holds name and body.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value as the MTA sent it.</param>
    /// <param name="hasLeadingSpace">Whether the blanks behind the colon are part of it; else the MTA has taken one away.</param>
    public void AddHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool hasLeadingSpace)
    {
        int body = hasLeadingSpace ? name.Length : name.Length + 1;
        byte[] bytes = new byte[body + value.Length];
        name.CopyTo(bytes);
        value.CopyTo(bytes.AsSpan(body));
        if (!hasLeadingSpace)
            bytes[name.Length] = (byte)' ';
        _header.Add(new HeaderField(bytes.AsMemory(0, name.Length), bytes.AsMemory(name.Length)));
    }

    public void AddBody(ReadOnlySpan<byte> chunk) => (_body ??= new BodyStore(spoolDirectory, spoolThreshold)).Append(chunk);

    public void Clear()
    {
        Number++;
        _header.Clear();
        _body?.Clear();
    }

    public void Dispose() => Clear();
}
