using System.Text.RegularExpressions;
using Postern.Mfl;
using Postern.Testing.Servers;

namespace Postern.Tests.Editors;

[TestClass]
public sealed class EmacsTests
{
    private static readonly string Folder = Path.Combine(PosternExecutable.RepositoryRoot, "editors/emacs");

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [TestMethod]
    public async Task Mode_ItsOwnTests_Pass()
    {
        (int code, string output) = await ServerProcess.RunAsync(
            "emacs", ["-Q", "--batch", "-L", Folder, "-l", Path.Combine(Folder, "mfl-mode-tests.el"), "-f", "ert-run-tests-batch-and-exit"], Limit);

        Assert.AreEqual(0, code, output);
        StringAssert.Matches(output, new Regex("Ran [1-9][0-9]* tests, [1-9][0-9]* results as expected, 0 unexpected"));
    }

    [TestMethod]
    public async Task Mode_Compiled_GivesNoWarning()
    {
        using var folder = new TemporaryFolder("postern-emacs");

        (int code, string output) = await ServerProcess.RunAsync(
            "emacs",
            [
                "-Q", "--batch", "--eval", $"(setq byte-compile-error-on-warn t byte-compile-dest-file-function (lambda (f) \"{folder.Combine("mfl-mode.elc")}\"))",
                "-f", "batch-byte-compile", Path.Combine(Folder, "mfl-mode.el"),
            ],
            Limit);

        Assert.AreEqual(0, code, output);
    }

    [TestMethod]
    public void Mode_Words_AreThoseOfTheCompiler()
    {
        string text = File.ReadAllText(Path.Combine(Folder, "mfl-mode.el"));
        HashSet<string> words = [.. Regex.Matches(text, "\"([a-z]+)\"").Select(static match => match.Groups[1].Value)];

        Assert.AreEqual("", string.Join(' ', MflVocabulary.Keywords.Concat(MflVocabulary.Handlers).Except(words, StringComparer.Ordinal)));
    }
}
