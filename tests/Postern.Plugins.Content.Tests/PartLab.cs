using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Content.Tests;

/// <summary>A message with parts, open as descriptor 7.</summary>
internal sealed class PartLab : IMflMessages
{
    public const long Descriptor = 7;

    private readonly Message _message;

    public PartLab(params byte[][] parts) => _message = new Message(new Entity([], [.. parts.Select(static part => new Entity(part, []))]));

    public FakeMflContext Context { get; } = new()
    {
        Variables =
        {
            ["archive_max_depth"] = new MflValue(8), ["archive_max_members"] = new MflValue(10_000), ["archive_max_bytes"] = new MflValue(1 << 28),
            ["archive_max_ratio"] = new MflValue(250), ["archive_max_seconds"] = new MflValue(10),
        },
    };

    public int Opened => ((Entity)_message.Root).AllOpened;

    public IMailMessage Get(MflContext context, string function, long descriptor) =>
        descriptor == Descriptor ? _message : throw new MflException(MflExceptionCode.Failure, $"{function}: message not open");

    public long Add(MflContext context, string function, IMailMessage message, IDisposable? owned) => throw new NotSupportedException();

    public void Close(MflContext context, IMailMessage message) => throw new NotSupportedException();

    private sealed class Message(Entity root) : IMailMessage
    {
        public IMessageContent Content => root;

        public IReadOnlyList<MessageField> Header => [];

        public long BodyOffset => 0;

        public IMimeEntity Root => root;

        public MessageAnomalies Anomalies => MessageAnomalies.None;

        public IReadOnlyList<string> Ambiguities => [];

        public IReadOnlyList<IMimeEntity> Leaves => root.Parts;
    }

    private sealed class Entity(byte[] content, IReadOnlyList<IMimeEntity> parts) : IMimeEntity, IMessageContent
    {
        private int _opened;

        public int AllOpened => _opened + parts.Cast<Entity>().Sum(static part => part.AllOpened);

        public IMimeEntity? Parent => null;

        public IReadOnlyList<IMimeEntity> Parts => parts;

        public IReadOnlyList<MessageField> Header => [];

        public long Offset => 0;

        public long BodyOffset => 0;

        public long EndOffset => content.Length;

        public string MediaType => "application/octet-stream";

        public string Disposition => "";

        public string FileName => "";

        public IReadOnlyList<string> FileNames => [];

        public TransferEncoding Encoding => TransferEncoding.Binary;

        public MessageAnomalies Anomalies => MessageAnomalies.None;

        public IMessageContent Content => this;

        public IMessageContent Body => this;

        public long Length => content.Length;

        public string? GetParameter(string name) => null;

        public Stream Open() => OpenDecoded();

        public Stream OpenDecoded()
        {
            _opened++;
            return new MemoryStream(content, writable: false);
        }
    }
}
