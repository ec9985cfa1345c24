using Postern.Mfl.Syntax;

namespace Postern.Mfl.Dumps;

/// <summary>
/// The Sendmail macros that the handlers name themselves (<c>--dump-macros</c>), by the stage whose macros the MTA must be told to
/// send: header fields and body chunks have none of their own, theirs come with DATA. What called functions use is told by
/// <c>--dump-effects</c>.
/// </summary>
internal static class MacroList
{
    private static readonly HandlerKind[] Stages =
    [
        HandlerKind.Connect, HandlerKind.Helo, HandlerKind.Envfrom, HandlerKind.Envrcpt, HandlerKind.Data, HandlerKind.Eom, HandlerKind.Eoh,
    ];

    public static void Write(ProgramSyntax program, TextWriter output)
    {
        var macros = Stages.ToDictionary(static stage => stage, static _ => new List<string>());
        foreach (PragmaSyntax.MilterMacros pragma in program.Pragmas.OfType<PragmaSyntax.MilterMacros>())
        {
            foreach (string name in pragma.Macros)
                Add(macros, pragma.Handler, name.Trim('{', '}'));
        }

        var shape = new NodeShape();
        foreach (ModuleSyntax module in program.Modules.Append(program.Main))
        {
            foreach (Declaration.Handler handler in module.Declarations.OfType<Declaration.Handler>())
                Collect(handler.Body, handler.Kind, shape, macros);
        }

        foreach (HandlerKind stage in Stages)
        {
            if (macros[stage].Count > 0)
                output.WriteLine($"{stage.ToString().ToLowerInvariant()} {string.Join(", ", macros[stage])}");
        }
    }

    private static void Collect(SyntaxNode node, HandlerKind kind, NodeShape shape, Dictionary<HandlerKind, List<string>> macros)
    {
        if (node is Expression.Macro macro)
            Add(macros, kind, macro.Name);
        foreach (SyntaxNode child in shape.ChildrenOf(node))
            Collect(child, kind, shape, macros);
    }

    private static void Add(Dictionary<HandlerKind, List<string>> macros, HandlerKind kind, string name)
    {
        string shown = name.Length > 1 ? "{" + name + "}" : name;
        HandlerKind stage = kind is HandlerKind.Header or HandlerKind.Body ? HandlerKind.Data : kind;
        if (macros.TryGetValue(stage, out List<string>? names) && !names.Contains(shown, StringComparer.Ordinal))
            names.Add(shown);
    }
}
