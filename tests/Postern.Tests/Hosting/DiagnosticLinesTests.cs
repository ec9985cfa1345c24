using Postern.Abstractions.Configuration;
using Postern.Daemon.Hosting;
using Postern.Mfl.Diagnostics;
using Postern.Testing.Servers;

namespace Postern.Tests.Hosting;

[TestClass]
public sealed class DiagnosticLinesTests
{
    [TestMethod]
    public void Of_Terminal_ShowsTheSource()
    {
        using var folder = new TemporaryFolder("postern-lines");
        string file = folder.Write("a.mfl", "prog envfrom\ndo set x y done\n");
        var error = new Diagnostic(DiagnosticSeverity.Error, new SourcePlace(file, 2, 10, 2, 10), "wrong");

        CollectionAssert.AreEqual(
            new[] { $"{file}:2.10: wrong\n  2 | do set x y done\n    |          ^" }, DiagnosticLines.Of([error], showsColumns: true, showsSource: true));
        CollectionAssert.AreEqual(new[] { $"{file}:2.10: wrong" }, DiagnosticLines.Of([error], showsColumns: true, showsSource: false));
    }

    [TestMethod]
    [DataRow("/nonexistent/a.mfl")]
    [DataRow("")]
    [DataRow(null)]
    public void Of_FileThatCannotBeRead_ShowsTheLineOnly(string? file)
    {
        var error = new Diagnostic(DiagnosticSeverity.Error, new SourcePlace(file!, 2, 10, 2, 10), "wrong");

        Assert.HasCount(1, DiagnosticLines.Of([error], showsColumns: true, showsSource: true)[0].Split('\n'));
    }
}
