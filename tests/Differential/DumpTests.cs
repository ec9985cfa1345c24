using System.Text.RegularExpressions;
using Postern.Mfl;
using Postern.Testing.Language;

namespace Postern.Differential.Tests;

/// <summary>What <c>--dump-macros</c>, <c>--dump-xref</c> and <c>--trace</c> print, here and by the reference.</summary>
[TestClass]
public sealed partial class DumpTests
{
    [TestMethod]
    [DataRow("prog connect do echo \"$j\" done\nprog envfrom do echo $f . ${client_addr} . $f pass done")]
    [DataRow("prog header do echo \"$h $d\" done\nprog data do echo \"$d $x\" done\nprog body do echo ${mail_host} done")]
    [DataRow("prog eom do echo ${auth_type} done\nprog eoh do echo $i done\nprog helo do echo ${tls_version} done")]
    [DataRow("#pragma miltermacros envrcpt {rcpt_host} w\nprog envrcpt do echo ${rcpt_addr} done")]
    [DataRow("func x() do echo ${unseen} done\nprog data do x() echo ${seen} done\nprog begin do echo ${early} done")]
    [DataRow("prog eom do if ${a_b} = \"x\" pass fi catch * do echo ${caught} done done\nprog envfrom do pass done")]
    [DataRow("prog envfrom do\n if ${aa} matches '^x' and ${bb} = \"1\"\n reject 550 5.1.1 \"no ${cc}\"\n elif number(${dd}) > 3\n add \"X\" ${ee}\n fi\ndone")]
    public async Task Macros_HereAndOnTheReference_Agree(string source) =>
        await CompareAsync(source, "dump-macros", static (program, output) => program.WriteMacros(output), static text => text);

    [TestMethod]
    [DataRow("number a\nstring b \"x\"\nprog helo do\n set a 1\n set a a + 1\n echo b . a\n echo \"%b %{b}\"\ndone")]
    [DataRow("number unused\nset implied \"foo\"\nprog helo do\n set implied implied . \"x\"\n set other 1\ndone")]
    [DataRow("static number st 1\nfunc f(number st2) returns number do\n set st st\n return st2 + st\ndone")]
    [DataRow("number n\nprog helo do\n if n > 1 and n < 5\n  set n 2\n fi\n switch n do\n case 1:\n  echo n\n default:\n  set n n * n\n done\ndone")]
    [DataRow("prog eom do\n echo rcpt_count\n echo \"%rcpt_count\"\ndone")]
    public async Task CrossReference_HereAndOnTheReference_Agrees(string source) =>
        await CompareAsync(source, "dump-xref", static (program, output) => program.WriteCrossReference(output), UsedVariables);

    [TestMethod]
    [DataRow("accept")]
    [DataRow("continue")]
    [DataRow("discard")]
    [DataRow("tempfail")]
    [DataRow("tempfail 451 4.3.1 \"later\"")]
    [DataRow("add \"X-A\" \"b\"\n reject 550 5.7.1 \"no\"")]
    [DataRow("replace \"X-A\" \"b\"\n delete \"X-B\"\n reject")]
    public async Task Trace_HereAndOnTheReference_Agrees(string statements)
    {
        string path = DifferentialLab.Write($"trace-{Guid.NewGuid():N}.mfl", $"prog eom\ndo\n {statements}\ndone\n");
        var reference = await DifferentialLab.Reference.RunAsync(new ScriptRun(path) { Mode = "test=eom", Macros = ["--trace"] });
        using var trace = new StringWriter { NewLine = "\n" };

        DifferentialLab.Host.Compile(new ScriptRun(path) { Mode = "lint" }).Program!
            .Test(new MflRuntimeOptions { TracesActions = true, Echo = trace }, new MflTestRequest { Handler = "eom" });

        Assert.AreEqual(string.Concat(reference.Output.Split('\n').Where(line => line.StartsWith(path, StringComparison.Ordinal)).Select(static line => line + "\n")), trace.ToString());
    }

    private static async Task CompareAsync(string source, string dump, Action<MflProgram, TextWriter> write, Func<string, string> select)
    {
        string path = DifferentialLab.Write($"{dump}-{Guid.NewGuid():N}.mfl", source + "\n");
        var reference = await DifferentialLab.Reference.RunAsync(new ScriptRun(path) { Mode = dump });
        using var output = new StringWriter { NewLine = "\n" };

        write(DifferentialLab.Host.Compile(new ScriptRun(path) { Mode = "lint" }).Program!, output);

        Assert.AreNotEqual("", select(reference.Output), reference.Errors);
        Assert.AreEqual(select(reference.Output), select(output.ToString()));
    }

    /// <summary>The reference lists its own variables too, and numbers all by their place in memory.</summary>
    private static string UsedVariables(string text) => string.Join('\n', text.Split('\n')
        .Where(static line => line.Contains(".mfl:", StringComparison.Ordinal))
        .Select(static line => Number().Replace(line, "$1 N ")));

    [GeneratedRegex("(number|string) [0-9]+ ")]
    private static partial Regex Number();
}
