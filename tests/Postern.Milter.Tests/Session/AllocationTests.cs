using Postern.Abstractions.Milter;
using Postern.Milter.Server;
using Postern.Milter.Session;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests.Session;

/// <summary>Frames cost no memory: a session that takes ten thousand more of them allocates no more.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AllocationTests
{
    private const int Few = 100;
    private const int Many = 10_100;

    [TestMethod]
    [DataRow(true, DisplayName = "headers that are answered")]
    [DataRow(false, DisplayName = "headers that are not answered")]
    public async Task Header_Frame_AllocatesNothing(bool answered) =>
        Assert.IsLessThan(1.0, await BytesPerFrameAsync([Frames.Header("Subject", "value")], answered));

    [TestMethod]
    public async Task Macro_Frame_AllocatesNothing() =>
        Assert.IsLessThan(1.0, await BytesPerFrameAsync([Frames.Macro('L', "i", "4711"), Frames.Header("Subject", "value")], answered: true));

    [TestMethod]
    public async Task Message_OnAnOpenConnection_AllocatesNothing() => Assert.IsLessThan(
        1.0,
        await BytesPerFrameAsync(
            [Frames.EndOfHeaders(), Frames.EndOfMessage(), Frames.Mail(), Frames.Rcpt(), Frames.Data(), Frames.Header("A", "1")], answered: true));

    private static async Task<double> BytesPerFrameAsync(byte[][] unit, bool answered)
    {
        await AllocatedAsync(unit, Few, answered);
        long few = await AllocatedAsync(unit, Few, answered);
        long many = await AllocatedAsync(unit, Many, answered);
        return (many - few) / (double)(Many - Few);
    }

    private static async Task<long> AllocatedAsync(byte[][] unit, int count, bool answered)
    {
        using var transport = new CountingTransport([.. unit.SelectMany(static frame => frame)], count);
        using var session = new MilterSession(new SessionServices(
            new MilterServerOptions
            {
                Address = new MilterAddress(MilterAddressFamily.Unix, "", 0, "/nowhere"),
                Limits = new MilterLimits { HeaderFields = int.MaxValue, HeaderBytes = int.MaxValue },
            },
            new ThreadScheduler(),
            new SilentLog(),
            TimeProvider.System));
        session.Attach(transport, new ContinuingEngine(answered), 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        await session.RunAsync();
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.AreEqual(0, transport.Left);
        return after - before;
    }

    /// <summary>Gives the same bytes again and again, and swallows what is sent.</summary>
    private sealed class CountingTransport(byte[] unit, int count) : ISessionTransport
    {
        private readonly byte[] _begin = [.. Frames.Offer(), .. Frames.Connect(), .. Frames.Mail(), .. Frames.Rcpt(), .. Frames.Data()];
        private bool _hasBegun;

        public int Left { get; private set; } = count;

        public string LocalAddress => "";

        public string PeerAddress => "";

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
        {
            byte[] next = _hasBegun ? unit : _begin;
            if (_hasBegun && Left == 0)
                return ValueTask.FromResult(0);
            if (_hasBegun)
                Left--;
            _hasBegun = true;
            next.CopyTo(buffer);
            return ValueTask.FromResult(next.Length);
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => ValueTask.CompletedTask;

        public void SendNow(ReadOnlySpan<byte> bytes)
        {
        }

        public bool HasPeerLeft() => false;

        public void Abort()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class ContinuingEngine(bool answered) : IFilterEngine
    {
        public FilterRequirements Requirements { get; } = new()
        {
            Stages = MilterStages.All,
            InlineStages = MilterStages.All,
            SilentStages = answered ? MilterStages.None : MilterStages.Header,
        };

        public IFilterSession CreateSession(IFilterContext context) => new ContinuingSession();
    }

    private sealed class ContinuingSession : IFilterSession
    {
        public ValueTask<MilterReply> ConnectAsync(ConnectEvent client, CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> HeloAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> MailAsync(EnvelopeEvent sender, CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> RcptAsync(EnvelopeEvent recipient, CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> DataAsync(CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> HeaderAsync(HeaderEvent field, CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> EndOfHeadersAsync(CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> BodyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> EndOfMessageAsync(CancellationToken cancellationToken) => default;

        public ValueTask<MilterReply> UnknownAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken) => default;

        public ValueTask AbortAsync(CancellationToken cancellationToken) => default;

        public ValueTask DisposeAsync() => default;
    }

    private sealed class SilentLog : Microsoft.Extensions.Logging.ILoggerFactory
    {
        public void AddProvider(Microsoft.Extensions.Logging.ILoggerProvider provider)
        {
        }

        public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) =>
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Dispose()
        {
        }
    }
}
