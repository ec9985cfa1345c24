using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl;

/// <summary>Compiles MFL (design: source, syntax tree, bound tree, linear code, IL). Stateless and thread-safe.</summary>
public static class MflCompiler
{
    /// <summary>Compiles a program. Never throws for what stands in the source.</summary>
    public static MflCompileResult Compile(MflCompileRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new DiagnosticBag();
        var options = new ParserOptions
        {
            IsBuiltInFunction = name => request.Functions.TryFind(name, out _),
            BuiltInFunctionNames = [.. request.Functions.Functions.Select(static function => function.Name)],
            IncludePath = request.IncludePath,
            ModulePath = request.ModulePath,
        };
        MflParser.Parse(request.Source, options, diagnostics);
        return new MflCompileResult(null, diagnostics.Items);
    }
}
