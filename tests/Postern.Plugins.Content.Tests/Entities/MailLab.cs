using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Mime;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Content.Tests.Entities;

/// <summary>A message that was really parsed, open as descriptor 7.</summary>
internal sealed class MailLab(string text) : IMflMessages, IMessageContent
{
    public const long Descriptor = 7;

    private readonly byte[] _bytes = Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal));
    private IMailMessage? _message;

    public FakeMflContext Context { get; } = new();

    public long Length => _bytes.Length;

    public Stream Open() => new MemoryStream(_bytes, writable: false);

    public IMailMessage Get(MflContext context, string function, long descriptor) => descriptor == Descriptor
        ? _message ??= new MessageReader().Read(this, MessageLimits.Default)
        : throw new MflException(MflExceptionCode.Failure, $"{function}: message not open");

    public long Add(MflContext context, string function, IMailMessage message, IDisposable? owned) => throw new NotSupportedException();

    public void Close(MflContext context, IMailMessage message) => throw new NotSupportedException();
}
