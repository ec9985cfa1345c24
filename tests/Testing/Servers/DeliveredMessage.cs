using System.Text;

namespace Postern.Testing.Servers;

/// <summary>A message as the sink received it.</summary>
/// <param name="Sender">The address of MAIL with brackets.</param>
/// <param name="Recipients">The addresses of RCPT with brackets.</param>
/// <param name="Content">The bytes after DATA without dot stuffing and without the final dot.</param>
public sealed record DeliveredMessage(string Sender, IReadOnlyList<string> Recipients, byte[] Content)
{
    private static ReadOnlySpan<byte> EmptyLine => "\r\n\r\n"u8;

    /// <summary>The header fields in order, folds kept, as <c>Name: value</c>.</summary>
    public IReadOnlyList<string> Header =>
        [.. Encoding.Latin1.GetString(Content, 0, HeaderLength).Replace("\r\n ", "\n ", StringComparison.Ordinal)
            .Replace("\r\n\t", "\n\t", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

    public ReadOnlyMemory<byte> Body => Content.AsMemory(Math.Min(Content.Length, HeaderLength + 2));

    /// <summary>The values of the fields with a name, from the top.</summary>
    public IReadOnlyList<string> Values(string name) =>
        [.. Header.Where(f => f.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(f => f[(name.Length + 1)..].TrimStart(' '))];

    private int HeaderLength => Content.AsSpan().IndexOf(EmptyLine) is >= 0 and int end ? end + 2 : Content.Length;
}
