using System.Diagnostics.CodeAnalysis;

namespace Postern.Mfl.Syntax;

/// <summary>
/// Values by kind of token. An array of our own: the base library's dictionaries with keys of our types cannot be compiled ahead of time, and would
/// be compiled anew at every start.
/// </summary>
internal sealed class TokenTable<T>
    where T : class
{
    private readonly T?[] _values = new T?[(int)TokenKind.At + 1];

    public T this[TokenKind kind]
    {
        set => _values[(int)kind] = value;
    }

    public bool Contains(TokenKind kind) => _values[(int)kind] is not null;

    public bool TryGetValue(TokenKind kind, [MaybeNullWhen(false)] out T value) => (value = _values[(int)kind]) is not null;
}
