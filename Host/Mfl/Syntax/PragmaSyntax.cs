using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A <c>#pragma</c>. The flags of <c>#pragma regex</c> are attached to the expressions that they govern instead.</summary>
internal abstract record PragmaSyntax(SourcePlace Place) : SyntaxNode(Place)
{
    /// <summary>Sizes in words; a null increment or maximum keeps the default.</summary>
    internal sealed record StackSize(long Size, long? Increment, bool Doubles, long? Maximum, SourcePlace Place) : PragmaSyntax(Place);

    /// <summary><c>#pragma prereq VERSION</c>; the parser has checked it.</summary>
    internal sealed record Prerequisite(string Version, SourcePlace Place) : PragmaSyntax(Place);

    internal sealed record DatabaseProperties(string Pattern, IReadOnlyList<string> Properties, SourcePlace Place) : PragmaSyntax(Place);

    internal sealed record Greylist(bool ConTassios, SourcePlace Place) : PragmaSyntax(Place);

    internal sealed record MilterMacros(HandlerKind Handler, IReadOnlyList<string> Macros, SourcePlace Place) : PragmaSyntax(Place);

    /// <summary>Written by the module <c>callout</c>: <c>on poll</c> may be used.</summary>
    internal sealed record ProvideCallout(SourcePlace Place) : PragmaSyntax(Place);
}
