namespace Postern.Testing.Messages;

/// <summary>Choices that depend on the seed alone.</summary>
internal sealed class Dice(int seed, MessageShape shape)
{
    private static readonly string[] Words =
        ["alpha", "Bravo", "charlie", "dog's", "echo,", "fox", "golf.", "the", "of", "mail", "filter", "x=y", "100%", "(aside)", "--", "From", "end."];

    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public bool OneIn(int count) => _random.Next(count) == 0;

    /// <summary>Now and then true for odd messages, never for regular ones.</summary>
    public bool OddOneIn(int count) => shape == MessageShape.Odd && OneIn(count);

    public T Pick<T>(params ReadOnlySpan<T> items) => items[_random.Next(items.Length)];

    public string Sentence(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Pick<string>(Words)));

    /// <summary>Letters and digits.</summary>
    public string Token(int length) => new([.. Enumerable.Range(0, length).Select(_ => "abcdefghijklmnopqrstuvwxyz0123456789"[Next(36)])]);

    /// <summary>Bytes as a byte string.</summary>
    public string Bytes(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)_random.Next(256))]);
}
