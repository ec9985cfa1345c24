namespace Postern.Abstractions.Mfl;

/// <summary>An MFL exception: thrown by a function, caught by a script's <c>catch</c> or ending its handler.</summary>
public sealed class MflException : Exception
{
    /// <summary>Makes an exception with a built-in number.</summary>
    public MflException(MflExceptionCode code, string text)
        : this((long)code, text)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="number">Its number, the script's <c>$1</c>.</param>
    /// <param name="text">Its text as a byte string, the script's <c>$2</c>; by custom it begins with the function's name and a colon.</param>
    public MflException(long number, string text)
        : base(text) => Number = number;

    /// <summary>The exception's number.</summary>
    public long Number { get; }
}
