using Postern.Abstractions.Configuration;
using Postern.Configuration.Loading;

namespace Postern.Configuration.Tests.Loading;

[TestClass]
public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postern-conf-");
    private readonly ConfigurationProblems _problems = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public void Load_IncludedFile_StandsWhereItIsIncluded()
    {
        Write("inner.conf", "b 2;");
        string main = Write("main.conf", $"a 1; include {_folder.FullName}/inner.conf; c 3;");

        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, Load(main));
    }

    [TestMethod]
    public void Load_RelativeInclude_IsRelativeToTheIncludingFile()
    {
        _folder.CreateSubdirectory("sub");
        Write("sub/one.conf", "include two.conf;");
        Write("sub/two.conf", "x 1;");

        CollectionAssert.AreEqual(new[] { "x" }, Load(Write("main.conf", "include sub/one.conf;")));
    }

    [TestMethod]
    public void Load_IncludedDirectory_GivesTheProgramsFileAfterTheMainFile()
    {
        _folder.CreateSubdirectory("conf.d");
        Write("conf.d/mailfromd", "late 1;");
        Write("conf.d/other", "never 1;");

        CollectionAssert.AreEqual(new[] { "early", "late" }, Load(Write("main.conf", "include conf.d; early 1;")));
    }

    [TestMethod]
    public void Load_IncludedDirectoryWithoutTheProgramsFile_IsIgnored()
    {
        _folder.CreateSubdirectory("conf.d");

        CollectionAssert.AreEqual(new[] { "a" }, Load(Write("main.conf", "include conf.d; a 1;")));
    }

    [TestMethod]
    public void Load_ProgramBlock_CountsAfterTheFileAndOnlyForThisProgram()
    {
        string main = Write("main.conf", "program mailfromd { late 1; } program calloutd { never 1; } early 1;");

        CollectionAssert.AreEqual(new[] { "early", "late" }, Load(main));
    }

    [TestMethod]
    public void Load_IncludeInsideBlock_BecomesPartOfTheBlock()
    {
        Write("acl.conf", "allow any;");
        string main = Write("main.conf", "acl { include acl.conf; }");

        IReadOnlyList<ConfigurationStatement> statements = Loader().Load(main, _problems);

        Assert.AreEqual("allow", statements.Single().Body!.Single().Keyword);
    }

    [TestMethod]
    public void Load_MissingFile_SaysSo()
    {
        Loader().Load("/nonexistent/x.conf", _problems);

        Assert.AreEqual("/nonexistent/x.conf: No such file or directory", _problems.Single().ToString());
    }

    [TestMethod]
    public void Load_MissingInclude_NamesThePlace()
    {
        string main = Write("main.conf", "include /nonexistent/y;");

        Loader().Load(main, _problems);

        Assert.AreEqual($"{main}:1.1-23: include file or directory `/nonexistent/y' does not exist", _problems.Single().ToString());
    }

    [TestMethod]
    public void Load_FileThatIncludesItself_IsRefused()
    {
        string main = Write("main.conf", "include main.conf; a 1;");

        CollectionAssert.AreEqual(new[] { "a" }, Names(Loader().Load(main, _problems)));
        Assert.AreEqual($"{main}:1.1-18: {main} includes itself", _problems.Single().ToString());
    }

    [TestMethod]
    public void Load_IncludesTooDeep_IsRefused()
    {
        for (int i = 0; i < 20; i++)
            Write($"{i}.conf", $"include {i + 1}.conf;");

        Loader().Load(Path.Combine(_folder.FullName, "0.conf"), _problems);

        Assert.Contains("files include files more than 16 deep", _problems.Single().Text);
    }

    [TestMethod]
    public void Load_FileTooLarge_IsRefused()
    {
        string main = Write("main.conf", new string('#', 101));
        var loader = new ConfigurationLoader(["mailfromd"], new ConfigurationLimits { FileSize = 100 });

        loader.Load(main, _problems);

        Assert.AreEqual(
            $"{main}: the file has more than the 100 bytes that a configuration file may have", _problems.Single().ToString());
    }

    [TestMethod]
    public void Load_DirectoryAsFile_SaysSo()
    {
        Loader().Load(_folder.FullName, _problems);

        Assert.AreEqual($"{_folder.FullName}: Is a directory", _problems.Single().ToString());
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static ConfigurationLoader Loader() => new(["postern", "mailfromd"], new ConfigurationLimits());

    private string[] Load(string path)
    {
        string[] names = Names(Loader().Load(path, _problems));
        Assert.IsEmpty(_problems, string.Join('\n', _problems));
        return names;
    }

    private static string[] Names(IEnumerable<ConfigurationStatement> statements) => [.. statements.Select(s => s.Keyword)];
}
