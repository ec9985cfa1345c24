using System.Text.Json.Nodes;
using Postern.Testing.Servers;

namespace Postern.Tests.LanguageServer;

/// <summary>A scripted session with the server, as an editor has it.</summary>
[TestClass]
public sealed class SessionTests : IDisposable
{
    private const string Source = """
        # Tells whether a domain is ours.
        func ours(string domain; number depth) returns number
        do
          return domain = "example.org"
        done
        require site
        const MAX 5
        precious string state "x"
        dclex e_mine
        prog envfrom
        do
          number count 3
          set count ours("a", MAX) + greet("b")
          echo "h€𝄞" . toupper($f)
        done

        """;

    private readonly TemporaryFolder _folder = new("postern-lsp");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Diagnostics_WhileTyping_FollowTheText()
    {
        await using EditorSession editor = await EditorSession.OpenAsync();
        string uri = Uri("typing.mfl");

        await editor.OpenFileAsync(uri, "prog envfrom\ndo\n  echo \"€𝄞\" . nosuch\ndone\n");
        CollectionAssert.AreEqual(
            new[] { "2.15-2.21 1 syntax error, unexpected identifier" }, Shortened(await editor.DiagnosticsAsync(uri, 1)));

        await editor.ChangeAsync(uri, 2, Replace(2, 15, 2, 21, "\"x\""));
        Assert.IsEmpty(await editor.DiagnosticsAsync(uri, 2));

        await editor.ChangeAsync(uri, 3, new JsonObject { ["text"] = "number n 1\nprog envfrom do number n 2 echo n done\n" });
        CollectionAssert.AreEqual(
            new[] { "1.23-1.24 2 automatic variable `n' is shadowing a global" }, await editor.DiagnosticsAsync(uri, 3));

        await editor.NotifyAsync("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri } });
        Assert.IsEmpty(await editor.DiagnosticsAsync(uri, null));
    }

    [TestMethod]
    public async Task Diagnostics_ModuleThatIsOpen_AreOfItsUnsavedText()
    {
        _folder.Write("site.mfl", "module 'site'.\nfunc greet(string s) returns number do return 1 done\n");
        await using EditorSession editor = await EditorSession.OpenAsync();
        string main = Uri("main.mfl");
        await editor.OpenFileAsync(main, Source);
        Assert.IsEmpty(await editor.DiagnosticsAsync(main, 1));

        await editor.OpenFileAsync(Uri("site.mfl"), "module 'site'.\nfunc renamed(string s) returns number do return 1 done\n");

        Assert.IsEmpty(await editor.DiagnosticsAsync(Uri("site.mfl"), 1));
        CollectionAssert.AreEqual(new[] { "12.29-12.34 1 syntax error, unexpected identifier" }, Shortened(await editor.DiagnosticsAsync(main, 1)));
    }

    [TestMethod]
    public async Task Diagnostics_ErrorInAModule_NameItsPlace()
    {
        string module = _folder.Write("site.mfl", "module 'site'.\nfunc greet(string s) returns number do return nosuch done\n");
        await using EditorSession editor = await EditorSession.OpenAsync("-P", _folder.Path);
        await editor.OpenFileAsync("untitled:Untitled-1", "require site\n");

        CollectionAssert.AreEqual(
            new[] { $"0.0-0.12 1 {module}:2.47-52: syntax error, unexpected identifier" },
            Shortened(await editor.DiagnosticsAsync("untitled:Untitled-1", 1))[..1]);
    }

    [TestMethod]
    [DataRow(12, 12, "func ours (string domain; number depth) returns number", "Tells whether a domain is ours.")]
    [DataRow(12, 29, "func greet (string s) returns number", "Says hello.\nTo anybody.")]
    [DataRow(12, 29, "func greet", "Module site")]
    [DataRow(13, 20, "string toupper (string", "upper case")]
    [DataRow(13, 20, "string toupper", "Plugin Strings")]
    [DataRow(12, 22, "const MAX 5", "")]
    [DataRow(7, 18, "precious string state", "")]
    [DataRow(3, 10, "string domain", "")]
    [DataRow(9, 7, "prog envfrom", "")]
    [DataRow(3, 3, "return", "Reserved word")]
    public async Task Hover_Name_TellsWhatItIs(int line, int character, string signature, string text)
    {
        await using EditorSession editor = await OpenMainAsync();

        JsonNode? hover = await editor.AtAsync("hover", Uri("main.mfl"), line, character);

        StringAssert.Contains((string?)hover!["contents"]!["value"], signature);
        StringAssert.Contains((string?)hover["contents"]!["value"], text);
    }

    [TestMethod]
    [DataRow(1, 24)]
    [DataRow(999, 0)]
    [DataRow(13, 9)]
    public async Task Hover_NothingThere_IsNull(int line, int character)
    {
        await using EditorSession editor = await OpenMainAsync();

        Assert.IsNull(await editor.AtAsync("hover", Uri("main.mfl"), line, character));
    }

    [TestMethod]
    [DataRow(12, 12, "main.mfl", "1.5-1.9")]
    [DataRow(12, 29, "site.mfl", "5.5-5.10")]
    [DataRow(12, 7, "main.mfl", "11.9-11.14")]
    [DataRow(3, 10, "main.mfl", "1.17-1.23")]
    [DataRow(12, 22, "main.mfl", "6.6-6.9")]
    [DataRow(5, 9, "site.mfl", "0.0-0.1")]
    public async Task Definition_Name_IsFoundInItsFile(int line, int character, string file, string range)
    {
        await using EditorSession editor = await OpenMainAsync();

        JsonNode? location = await editor.AtAsync("definition", Uri("main.mfl"), line, character);

        Assert.AreEqual((Uri(file), range), ((string?)location!["uri"], EditorSession.Range(location["range"]!)));
    }

    [TestMethod]
    public async Task Definition_IncludedFile_IsFound()
    {
        _folder.Write("part.inc", "const X 1\n");
        await using EditorSession editor = await EditorSession.OpenAsync("-I" + _folder.Path);
        await editor.OpenFileAsync(Uri("main.mfl"), "#include \"part.inc\"\nprog envfrom do echo X done\n");

        Assert.IsEmpty(await editor.DiagnosticsAsync(Uri("main.mfl"), 1));
        Assert.AreEqual(Uri("part.inc"), (string?)(await editor.AtAsync("definition", Uri("main.mfl"), 0, 12))!["uri"]);
        Assert.AreEqual("0.6-0.7", EditorSession.Range((await editor.AtAsync("definition", Uri("main.mfl"), 1, 21))!["range"]!));
    }

    [TestMethod]
    [DataRow("prog ", "envrcpt", "toupper")]
    [DataRow("require ", "site", "toupper")]
    [DataRow("require st", "status", "toupper")]
    [DataRow("#pragma ", "regex", "toupper")]
    [DataRow("prog eom do echo \"%", "state", "toupper")]
    [DataRow("prog eom do try do pass done catch e_", "e_mine", "toupper")]
    [DataRow("prog eom do throw ", "e_range", "toupper")]
    [DataRow("prog eom do ", "toupper", "depth")]
    [DataRow("prog eom do ", "greet", "count")]
    [DataRow("prog eom do ", "ours", "hidden")]
    [DataRow("prog eom do ", "reject", "nothing")]
    [DataRow("prog eom do ", "MAX", "nothing")]
    [DataRow("func f(string argument) returns string do return ", "argument", "depth")]
    public async Task Completion_AtAPlace_OffersWhatMayStandThere(string typed, string offered, string notOffered)
    {
        await using EditorSession editor = await OpenMainAsync();
        await editor.ChangeAsync(Uri("main.mfl"), 2, new JsonObject { ["text"] = Source + typed });

        JsonNode? list = await editor.AtAsync("completion", Uri("main.mfl"), 15, typed.Length);

        string[] labels = [.. list!["items"]!.AsArray().Select(static item => (string)item!["label"]!)];
        CollectionAssert.Contains(labels, offered);
        CollectionAssert.DoesNotContain(labels, notOffered);
        CollectionAssert.AllItemsAreUnique(labels);
    }

    [TestMethod]
    public async Task SignatureHelp_SecondArgument_ShowsIt()
    {
        await using EditorSession editor = await OpenMainAsync();

        JsonNode? help = await editor.AtAsync("signatureHelp", Uri("main.mfl"), 12, 21);

        Assert.AreEqual("func ours (string domain; number depth) returns number", (string?)help!["signatures"]![0]!["label"]);
        Assert.AreEqual((1, "number depth"), ((int)help["activeParameter"]!, (string?)help["signatures"]![0]!["parameters"]![1]!["label"]));
        Assert.IsNull(await editor.AtAsync("signatureHelp", Uri("main.mfl"), 4, 2));
    }

    [TestMethod]
    public async Task DocumentSymbol_File_ListsItsDeclarations()
    {
        await using EditorSession editor = await OpenMainAsync();

        JsonNode? symbols = await editor.RequestAsync(
            "textDocument/documentSymbol", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri("main.mfl") } });

        Assert.AreEqual(
            "ours 12 1.0-4.4, MAX 14 6.6-6.9, state 13 7.16-7.21, e_mine 22 8.0-8.12, envfrom 24 9.0-14.4",
            string.Join(", ", symbols!.AsArray().Select(static symbol => $"{symbol!["name"]} {symbol["kind"]} {EditorSession.Range(symbol["range"]!)}")));
    }

    private static JsonObject Replace(int line, int character, int endLine, int endCharacter, string text) => new()
    {
        ["range"] = Daemon.LanguageServer.TextLines.Range(line, character, endLine, endCharacter),
        ["text"] = text,
    };

    private static string[] Shortened(string[] diagnostics) => [.. diagnostics.Select(static text => text.Split(": `")[0])];

    private async Task<EditorSession> OpenMainAsync()
    {
        _folder.Write("site.mfl", "module 'site'.\nstatic number hidden\n\n/* Says hello.\n   To anybody. */\nfunc greet(string s) returns number do return 1 done\n");
        EditorSession editor = await EditorSession.OpenAsync();
        await editor.OpenFileAsync(Uri("main.mfl"), Source);
        return editor;
    }

    private string Uri(string name) => new Uri(_folder.Combine(name)).AbsoluteUri;
}
