using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox.Tests.Fakes;

/// <summary>Content of which so much can be read, then something happens before each further read.</summary>
internal sealed class FailingContent(long good, Action fail) : IMessageContent
{
    public long Length => long.MaxValue;

    public Stream Open() => new Source(good, fail);

    public static FailingContent Throwing(long good) => new(good, static () => throw new MflException(MflExceptionCode.InputOutput, "gone"));

    private sealed class Source(long good, Action fail) : MemoryStream
    {
        private long _given;

        public override int Read(Span<byte> buffer)
        {
            if (_given >= good)
                fail();
            var count = (int)Math.Min(buffer.Length, 10_000);
            buffer[..count].Fill((byte)'x');
            buffer[count - 1] = (byte)'\n';
            _given += count;
            return count;
        }
    }
}
