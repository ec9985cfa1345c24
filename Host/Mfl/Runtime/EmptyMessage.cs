using Postern.Abstractions.Messages;

namespace Postern.Mfl.Runtime;

/// <summary>Stands where there is no message.</summary>
internal sealed class EmptyMessage : IStoredMessage
{
    public static EmptyMessage Instance { get; } = new();

    public long Number => 1;

    public IReadOnlyList<HeaderField> Header => [];

    public long BodyLength => 0;

    public Stream OpenBody() => Stream.Null;
}
