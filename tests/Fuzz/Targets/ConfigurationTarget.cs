using System.Text;
using Postern.Configuration;
using Postern.Configuration.Syntax;

namespace Postern.Fuzz.Targets;

/// <summary>A configuration file: whatever it is, it parses or the problems say why not.</summary>
internal sealed class ConfigurationTarget : IFuzzTarget
{
    public string Name => "configuration";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. new[]
    {
        "server milter {\n  id main;\n  listen \"inet:9000@127.0.0.1\";\n  acl { allow from 10.0.0.0/8; deny from any; };\n};\n",
        "# comment\nlogging { facility mail; tag \"x\"; };\ndebug { level (a, \"b\", c=1); };\nuser nobody;\n",
        "program postern { include \"/nowhere\"; };\nlist (a, (b, c), \"d\\te\");\ntext <<EOT\nline\nEOT;\n",
        "a \"b\" \"c\"\n  d;\n/* x */ // y\nblock label { s 1; };\n",
    }.Select(Encoding.Latin1.GetBytes)];

    public IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "{", "}", "};", ";", "(", ")", ",", "\"", "'", "\\", "#", "//", "/*", "*/", "<<EOT\n", "<<-'E'\n", "EOT\n", "include ", "server ", "acl ", "\n", "=",
        "{{{{{{{{", "((((((((", "\0", "\u00ff",
    }.Select(Encoding.Latin1.GetBytes)];

    public int SampleSize => 20_000;

    public ValueTask<string?> CheckAsync(byte[] input)
    {
        var problems = new ConfigurationProblems();
        ConfigurationParser.Parse("input.conf", Encoding.Latin1.GetString(input), problems, new ConfigurationLimits());
        return ValueTask.FromResult<string?>(problems.Count > ConfigurationProblems.Limit ? $"{problems.Count} problems" : null);
    }
}
