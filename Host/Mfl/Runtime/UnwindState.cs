namespace Postern.Mfl.Runtime;

/// <summary>Why the functions under way are being left.</summary>
internal static class UnwindState
{
    /// <summary>They are not.</summary>
    public const int None = 0;

    /// <summary>A reply ends the handler.</summary>
    public const int Replied = 1;

    /// <summary>An exception looks for its <c>catch</c>.</summary>
    public const int Thrown = 2;
}
