using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Tests.Syntax;

/// <summary>Files in memory.</summary>
internal sealed class MemorySourceReader(IReadOnlyDictionary<string, string> files) : ISourceReader
{
    public bool Exists(string path) => files.ContainsKey(path);

    public IEnumerable<string> ModuleNames(IReadOnlyList<string> directories) =>
        files.Keys.Where(path => path.EndsWith(".mfl", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension)!;

    public SourceText? Read(string path, out string problem)
    {
        problem = "No such file or directory";
        return files.TryGetValue(path, out var text) ? new SourceText(path, text) : null;
    }

    public SourceText Preprocess(SourceText text, DiagnosticBag diagnostics) => text;
}
