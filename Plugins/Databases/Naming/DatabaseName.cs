using System.Buffers;

namespace Postern.Plugins.Databases.Naming;

/// <summary>The name of a database as users write it: <c>SCHEME://NAME</c> or a name alone.</summary>
/// <param name="Scheme">The type of the store; <see langword="null"/> when the name does not say it.</param>
/// <param name="Name">The rest.</param>
internal readonly record struct DatabaseName(string? Scheme, string Name)
{
    public const string Separator = "://";

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-");

    public static DatabaseName Parse(string text)
    {
        var end = text.IndexOf(Separator, StringComparison.Ordinal);
        return end > 0 && text.AsSpan(0, end).IndexOfAnyExcept(SchemeCharacters) < 0
            ? new DatabaseName(text[..end], text[(end + Separator.Length)..])
            : new DatabaseName(null, text);
    }
}
