using Postern.Mfl.Binding;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl;

/// <summary>The words of the language, for editors and what checks them.</summary>
public static class MflVocabulary
{
    /// <summary>The reserved words (manual, node "Reserved Words"), those that are words only in their place included.</summary>
    public static IReadOnlyCollection<string> Keywords => TokenNames.KeywordWords;

    /// <summary>The names that <c>prog</c> takes.</summary>
    public static IReadOnlyList<string> Handlers => HandlerNames.All;

    /// <summary>The names of the exceptions that the language itself raises (module <c>status</c>).</summary>
    public static IReadOnlyList<string> Exceptions => BuiltInExceptions.All;

    /// <summary>The first words of <c>#pragma</c>.</summary>
    public static IReadOnlyList<string> Pragmas { get; } = ["dbprop", "greylist", "miltermacros", "prereq", "provide-callout", "regex", "stacksize"];

    /// <summary>The variables of the host, as declarations.</summary>
    public static IReadOnlyList<(string Name, string Declaration)> Variables { get; } =
        [.. PredefinedVariables.Symbols.Select(static symbol => (symbol.Name, (symbol.DeclaredType == MflType.Number ? "number " : "string ") + symbol.Name))];
}
