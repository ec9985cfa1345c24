using Postern.Abstractions.Messages;
using Postern.Plugins.Mime;
using Postern.Testing.Messages;

namespace Postern.Fuzz.Targets;

/// <summary>A message: whatever it is, it is read, walked and decoded in bounded memory and time, the same from memory as from a stream.</summary>
internal sealed class MimeTarget : IFuzzTarget
{
    // For each byte of a message: all readings, entities and decoders of the worst ones.
    private const long MemoryPerByte = 10_000;
    private const long MemoryAtLeast = 4 * 1024 * 1024;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private readonly byte[] _buffer = new byte[8192];

    public string Name => "mime";

    public IReadOnlyList<byte[]> Seeds => [];

    public IReadOnlyList<byte[]> Dictionary => [];

    public int SampleSize => 5_000;

    public int FullSize => 1_000_000;

    public byte[] Generate(Random random)
    {
        byte[] message = MessageGenerator.Make(random.Next(), random.Next(3) == 0 ? MessageShape.Regular : MessageShape.Odd);
        return random.Next(4) == 0 ? message : MessageMutator.Mutate(message, MessageGenerator.Make(random.Next(), MessageShape.Odd), random);
    }

    public ValueTask<string?> CheckAsync(byte[] input) => ValueTask.FromResult(Check(input));

    private string? Check(byte[] input)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long started = TimeProvider.System.GetTimestamp();
        var message = new MessageReader().Read(new FuzzContent(input, isInMemory: true), MessageLimits.Default);
        string? problem = CheckAll(message);
        if (problem is not null)
            return problem;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > MemoryAtLeast + (MemoryPerByte * input.Length))
            return $"{allocated} bytes for a message of {input.Length}";
        if (TimeProvider.System.GetElapsedTime(started) > TimeLimit)
            return $"more than {TimeLimit.TotalSeconds} seconds for a message of {input.Length} bytes";
        var streamed = new MessageReader().Read(new FuzzContent(input, isInMemory: false), MessageLimits.Default);
        return IsSame(message.Root, streamed.Root) ? null : "a stream is read differently from memory";
    }

    private string? CheckAll(IMailMessage message)
    {
        if (message.Root.Offset != 0 || message.Root.EndOffset != message.Content.Length)
            return $"the message is from {message.Root.Offset} to {message.Root.EndOffset} of {message.Content.Length}";
        if (message.BodyOffset != message.Root.BodyOffset)
            return $"the body begins at {message.BodyOffset} and at {message.Root.BodyOffset}";
        _ = message.Anomalies;
        if (message.Ambiguities.Any(string.IsNullOrEmpty))
            return "an ambiguity without a reason";
        foreach (var leaf in message.Leaves)
        {
            using var stream = leaf.OpenDecoded();
            long size = 0;
            for (int count = stream.Read(_buffer); count > 0; count = stream.Read(_buffer))
                size += count;

            // A line of uuencode tells how much it is, up to 63 bytes for each of its own.
            if (size > leaf.Body.Length * 64)
                return $"{size} bytes decoded from {leaf.Body.Length}";
        }

        return CheckEntity(message.Root);
    }

    private static string? CheckEntity(IMimeEntity entity)
    {
        if (entity.Offset > entity.BodyOffset || entity.BodyOffset > entity.EndOffset)
            return $"an entity from {entity.Offset} by {entity.BodyOffset} to {entity.EndOffset}";
        if (entity.FileNames.Concat([entity.MediaType, entity.Disposition]).Any(static text => text.Contains('\0', StringComparison.Ordinal) || text.Any(static c => c > 0xFF)))
            return "a text that is no byte string";
        long last = entity.Offset;
        foreach (var field in entity.Header)
        {
            if (field.Offset < last || field.Length < field.Name.Length || field.Offset + field.Length > Math.Max(entity.BodyOffset, entity.EndOffset))
                return $"a field at {field.Offset} of {field.Length} bytes";
            last = field.Offset + field.Length;
        }

        last = entity.BodyOffset;
        foreach (var part in entity.Parts)
        {
            if (part.Offset < last || part.EndOffset > entity.EndOffset || !ReferenceEquals(part.Parent, entity))
                return $"a part from {part.Offset} to {part.EndOffset} behind {last}, up to {entity.EndOffset}";
            if (CheckEntity(part) is { } problem)
                return problem;
            last = part.EndOffset;
        }

        return null;
    }

    private static bool IsSame(IMimeEntity one, IMimeEntity other) =>
        one.BodyOffset == other.BodyOffset && one.EndOffset == other.EndOffset && one.MediaType == other.MediaType && one.Anomalies == other.Anomalies
        && one.Header.Count == other.Header.Count && one.Parts.Count == other.Parts.Count && one.Parts.Zip(other.Parts).All(static pair => IsSame(pair.First, pair.Second));

    private sealed class FuzzContent(byte[] bytes, bool isInMemory) : IMessageContent
    {
        public long Length => bytes.Length;

        // A visible buffer is read where it lies.
        public Stream Open() => new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: isInMemory);
    }
}
