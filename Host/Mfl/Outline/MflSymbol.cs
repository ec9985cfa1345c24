using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Outline;

/// <summary>A declaration in a program or in one of its modules.</summary>
/// <param name="Kind">What it declares.</param>
/// <param name="Name">The name.</param>
/// <param name="Detail">The declaration in one line, as in <c>func f (string a; number b) returns number</c>.</param>
/// <param name="Place">Where the name stands.</param>
/// <param name="Extent">The whole declaration, body included.</param>
/// <param name="Module">The module that it belongs to; <c>top</c> is the main source.</param>
/// <param name="Container">The extent of the function or handler that alone can see it; <see langword="null"/> for what all functions can.</param>
/// <param name="IsPublic">Whether other modules can see it.</param>
public sealed record MflSymbol(
    MflSymbolKind Kind, string Name, string Detail, SourcePlace Place, SourcePlace Extent, string Module, SourcePlace? Container, bool IsPublic);
