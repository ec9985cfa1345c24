using Microsoft.Extensions.Logging;
using Postern.Milter.Server;
using Postern.Testing.Milter;

namespace Postern.Fuzz.Targets;

/// <summary>A connection: the first byte says in pieces of what size the rest arrives.</summary>
internal sealed class FrameTarget : IFuzzTarget
{
    private static readonly byte[][] Message =
    [
        Frames.Offer(), Frames.Macro('C', "j", "mail.example", "{client_addr}", "192.0.2.1"), Frames.Connect(), Frames.Helo(),
        Frames.Frame('M', Frames.Texts("<a@b>", "SIZE=1")), Frames.Frame('R', Frames.Texts("<c@d>")), Frames.Frame('T'),
        Frames.Frame('L', Frames.Texts("Subject", " x")), Frames.Frame('N'), Frames.Frame('B', Frames.Text("body\r\n")), Frames.Frame('E'),
    ];

    public string Name => "frames";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [16, .. Message.SelectMany(static frame => frame), .. Frames.Frame('Q')],
        [1, .. Message.SelectMany(static frame => frame), .. Frames.Frame('A'), .. Message.Skip(4).SelectMany(static frame => frame), .. Frames.Frame('K')],
        [255, .. Frames.Offer(2, 0x3F, 0x7F), .. Frames.Connect(family: '6', address: "::1"), .. Frames.Frame('U', Frames.Text("XCLIENT"))],
        [3, .. Frames.Offer(6), .. Frames.Connect(family: 'L', address: "/s"), .. Frames.Connect(family: 'U'), .. Frames.Helo(), .. Frames.Frame('Q')],
    ];

    public IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. Message, Frames.Frame('Q'), Frames.Frame('K'), Frames.Frame('A'), [0, 0, 0, 0], [0, 0, 0, 1], [255, 255, 255, 255], [0x7F, 255, 255, 255], [0],
        Frames.Macro('M', "i", "queue"), Frames.Macro('?', "x"), "O"u8.ToArray(), "GET / HTTP/1.0\r\n"u8.ToArray(),
    ];

    public int SampleSize => 3_000;

    public async ValueTask<string?> CheckAsync(byte[] input)
    {
        var engine = new ScriptedEngine();
        using var transport = new MemoryTransport();
        foreach (var piece in input.Skip(1).Chunk(Math.Max(1, (int)input.FirstOrDefault())))
            transport.Feed(piece);
        var options = new MilterServerOptions
        {
            Address = new MilterAddress(MilterAddressFamily.Unix, "", 0, "/nowhere"),
            SpoolThreshold = 1 << 20,
        };
        var log = await SessionRun.ServeAsync(engine, transport, options);
        if (engine.OpenSessions != 0)
            return "a session stayed open";

        // What an MTA offers in negotiation may be unusable; that is said at this level.
        return log.Lines(LogLevel.Error).FirstOrDefault(static line => !line.Contains("cannot serve", StringComparison.Ordinal));
    }
}
