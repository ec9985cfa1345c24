using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Postern.Milter.Wire;

namespace Postern.Benchmarks;

/// <summary>The codec at both ends of a message: finding the frames of fifteen headers, and writing the replies of an end of message.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks : IDisposable
{
    private const int Headers = 15;
    private const int Limit = 65_536;

    private readonly FrameWriter _writer = new();
    private byte[] _input = [];

    [GlobalSetup]
    public void SetUp()
    {
        using var stream = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        for (int i = 0; i < Headers; i++)
        {
            byte[] payload = [(byte)'L', .. "Received\0"u8, .. new byte[100], 0];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)payload.Length);
            stream.Write(length);
            stream.Write(payload);
        }

        _input = stream.ToArray();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public int ReadFifteenHeaders()
    {
        int count = 0;
        var left = _input.AsSpan();
        while (FrameReader.Read(left, Limit, out var frame) == FrameStatus.Complete)
        {
            left = left[frame.TotalBytes..];
            count++;
        }

        return count;
    }

    [Benchmark]
    public int WriteAddedHeaderAndContinue()
    {
        _writer.Clear();
        _writer.Begin((byte)ReplyCode.AddHeader);
        _writer.AppendText("X-Postern-Bench");
        _writer.AppendText("partner=1 headers=15");
        _writer.End();
        _writer.Append(ReplyCode.Continue);
        return _writer.Length;
    }
}
