using System.Text;
using BenchmarkDotNet.Attributes;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime;

namespace Postern.Benchmarks;

/// <summary>Reading the MIME structure of a message with ten attachments in base64, from memory and from a stream, and decoding it.</summary>
[MemoryDiagnoser]
public class MimeBenchmarks
{
    private const int Parts = 10;

    private readonly MessageReader _reader = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private BytesContent _inMemory = new([], true);
    private BytesContent _inStream = new([], false);

    [Params(100_000, 10_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 15; i++)
            text.Append("Received: from a.example (a.example [192.0.2.1])\r\n\tby b.example with ESMTP id 0123456789; Mon, 30 Nov 2026 10:00:00 +0000\r\n");
        text.Append("Subject: a message\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n\tboundary=\"=_boundary\"\r\n\r\nA message in MIME format.\r\n");
        string line = string.Concat(Enumerable.Repeat("QUJD", 19)) + "\r\n";
        string data = string.Concat(Enumerable.Repeat(line, Bytes / Parts / line.Length));
        for (int i = 0; i < Parts; i++)
        {
            text.Append("--=_boundary\r\nContent-Type: application/pdf; name=\"a file.pdf\"\r\nContent-Disposition: attachment; filename=\"a file.pdf\"\r\n");
            text.Append("Content-Transfer-Encoding: base64\r\n\r\n").Append(data);
        }

        byte[] bytes = Encoding.Latin1.GetBytes(text.Append("--=_boundary--\r\n").ToString());
        _inMemory = new BytesContent(bytes, true);
        _inStream = new BytesContent(bytes, false);
    }

    [Benchmark]
    public int ReadFromMemory() => _reader.Read(_inMemory, MessageLimits.Default).Root.Parts.Count;

    [Benchmark]
    public int ReadFromStream() => _reader.Read(_inStream, MessageLimits.Default).Root.Parts.Count;

    [Benchmark]
    public long ReadAndDecode()
    {
        long size = 0;
        foreach (var leaf in _reader.Read(_inMemory, MessageLimits.Default).Leaves)
        {
            using var stream = leaf.OpenDecoded();
            for (int count = stream.Read(_buffer); count > 0; count = stream.Read(_buffer))
                size += count;
        }

        return size;
    }

    private sealed class BytesContent(byte[] bytes, bool isVisible) : IMessageContent
    {
        public long Length => bytes.Length;

        public Stream Open() => new MemoryStream(bytes, 0, bytes.Length, writable: false, isVisible);
    }
}
