using Postern.Mfl;
using Postern.Mfl.Outline;

namespace Postern.Daemon.LanguageServer;

/// <summary>The open files, and what the compiler says of them.</summary>
/// <param name="functions">The functions of the plugins.</param>
/// <param name="includePath">Directories of <c>#include</c>.</param>
/// <param name="modulePath">Directories of modules.</param>
internal sealed class Workspace(FunctionCatalog functions, IReadOnlyList<string> includePath, IReadOnlyList<string> modulePath)
{
    /// <summary>A file may be the module of many; no more are looked at again when it changes.</summary>
    public const int MaxDocuments = 1000;

    private readonly Dictionary<string, Document> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MflOutline> _outlines = new(StringComparer.Ordinal);

    public FunctionCatalog Functions => functions;

    public IReadOnlyCollection<Document> Documents => _documents.Values;

    /// <exception cref="RpcException">Too many are open.</exception>
    public void Put(Document document)
    {
        if (_documents.Count >= MaxDocuments && !_documents.ContainsKey(document.Uri))
            throw new RpcException(RpcErrors.InvalidRequest, $"more than {MaxDocuments} files are open");
        _documents[document.Uri] = document;
        _outlines.Clear();
    }

    public void Remove(string uri)
    {
        _documents.Remove(uri);
        _outlines.Clear();
    }

    /// <exception cref="RpcException">The editor has not opened it.</exception>
    public Document Get(string uri) =>
        _documents.TryGetValue(uri, out Document? document) ? document : throw new RpcException(RpcErrors.InvalidParameters, $"{uri} is not open");

    public MflOutline Examine(Document document)
    {
        if (_outlines.TryGetValue(document.Uri, out MflOutline? known))
            return known;
        MflOutline outline = MflCompiler.Examine(new MflCompileRequest
        {
            Source = document.Source,
            Functions = functions,
            IncludePath = [.. includePath, .. Nearby(document)],
            ModulePath = ModulePathOf(document),
            OpenFiles = _documents.Values.ToDictionary(static open => open.Path, static open => open.Source, StringComparer.Ordinal),
        });
        _outlines[document.Uri] = outline;
        return outline;
    }

    /// <summary>Where the modules that a file requires are looked for, its own directory last.</summary>
    public IReadOnlyList<string> ModulePathOf(Document document) => [.. modulePath, .. Nearby(document)];

    /// <summary>The lines of a file, open or not.</summary>
    public TextLines LinesOf(string path)
    {
        if (_documents.Values.FirstOrDefault(document => document.Path == path) is { } open)
            return open.Lines;
        try
        {
            return new TextLines(new FileInfo(path).Length <= FramedReader.MaxLength ? File.ReadAllText(path) : "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new TextLines("");
        }
    }

    /// <summary>The name of a file in messages.</summary>
    public string UriOf(string path) => _documents.Values.FirstOrDefault(document => document.Path == path)?.Uri ?? new Uri(path).AbsoluteUri;

    /// <summary>The file that an <c>#include</c> names; <see langword="null"/> when there is none.</summary>
    public string? FindIncluded(Document document, string name) =>
        includePath.Concat(Nearby(document)).Select(directory => Path.GetFullPath(Path.Combine(directory, name))).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Nearby(Document document) => Path.GetDirectoryName(document.Path) is { Length: > 0 } directory ? [directory] : [];
}
