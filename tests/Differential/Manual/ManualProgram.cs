using System.Text.RegularExpressions;
using Postern.Testing.Language;

namespace Postern.Differential.Tests.Manual;

/// <summary>Makes programs of examples, most of which are pieces of one.</summary>
internal static partial class ManualProgram
{
    private static readonly string[] Shapes =
    [
        "{0}",
        "prog envfrom\ndo\n{0}\ndone\n",
        "func main(...) returns number\ndo\n{0}\nreturn 0\ndone\n",
        "func main(...) returns number\ndo\necho {0}\nreturn 0\ndone\n",
    ];

    private static readonly string[] Modules = ["status", "dns", "poll"];

    /// <summary>The program that the reference accepts, with no more modules than it needs; <see langword="null"/> when there is none.</summary>
    public static async Task<ScriptRun?> MakeAsync(ManualExample example, Func<string, string, string> write, ReferenceLanguage reference)
    {
        string[][] preludes = UsesModules().IsMatch(example.Text) ? [[], Modules] : [[]];
        foreach (string[] modules in preludes)
        {
            foreach (string shape in Shapes)
            {
                if (await AcceptsAsync(modules, shape))
                    return await WithFewestModulesAsync(modules, shape);
            }
        }

        return null;

        async Task<bool> AcceptsAsync(IEnumerable<string> modules, string shape) =>
            (await reference.RunAsync(Write(modules, shape))).ExitCode == 0;

        async Task<ScriptRun> WithFewestModulesAsync(IReadOnlyCollection<string> modules, string shape)
        {
            foreach (string module in modules)
            {
                var fewer = modules.Where(item => item != module).ToArray();
                if (await AcceptsAsync(fewer, shape))
                    modules = fewer;
            }

            return Write(modules, shape);
        }

        ScriptRun Write(IEnumerable<string> modules, string shape)
        {
            string prelude = string.Concat(modules.Select(static module => $"require {module}\n"));
            string body = shape.Replace("{0}", example.Text, StringComparison.Ordinal);
            return new ScriptRun(write($"{example.Key}.mfl", prelude + body)) { Mode = "lint" };
        }
    }

    /// <summary>Whether a name of the modules may occur: what does not compile with them need not be tried.</summary>
    [GeneratedRegex(@"\b(on|when|catch|throw|e_[a-z_]+|success|not_found|failure|temp_failure|hostname|resolve|relayed|[a-z]*ismx|has[mn][xs]|stdpoll|strictpoll|[A-Z]_OK)\b")]
    private static partial Regex UsesModules();
}
