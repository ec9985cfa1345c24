using Microsoft.Extensions.Logging;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>Parsing of command lines (manual, node "Parsing Command Line Arguments").</summary>
[PluginExport(typeof(IMflModule), "options")]
[MflVariable("optarg", "")]
[MflVariable("optind", 0)]
[MflVariable("opterr", 1)]
[MflVariable("optopt", "")]
public sealed partial class OptionFunctions : IMflModule
{
    /// <summary>
    /// The next option of a command line, as GNU getopt_long finds it: options may stand behind other words, <c>--</c> ends them, long names may be cut
    /// short. Sets <c>optarg</c> to the option's argument and <c>optind</c> to the position of the next word; at the end to that of the first word that
    /// is no option, counted as if these stood last.
    /// </summary>
    /// <param name="context">The session.</param>
    /// <param name="count">The number of words; 0 to go on with the last command line.</param>
    /// <param name="words">The words, as <c>vaptr</c> gives them.</param>
    /// <param name="options">The options: <c>SHORT[:[:]][|LONG]</c>, with <c>-</c> or nothing for one without a short form.</param>
    /// <returns>The option's short form, or its long one; <c>?</c> for one that is wrong, then <c>optopt</c> tells which; an empty string at the end.</returns>
    [MflFunction("getopt", NonBlocking = true, Raises = "e_inval")]
    public static string NextOption(MflContext context, long count, string words, params ReadOnlySpan<string> options)
    {
        var state = context.GetState(static () => new OptionState());
        if (count > 0)
        {
            var given = words.Split('\0');
            state.Scanner = new OptionScanner(given.Length <= count ? given : given[..(int)count], OptionScanner.Describe(options));
        }

        if (state.Scanner is not { } scanner)
            return "";
        var option = scanner.Next();
        context.SetVariable("optarg", new MflValue(scanner.Argument));
        context.SetVariable("optind", new MflValue(scanner.Index));
        context.SetVariable("optopt", new MflValue(scanner.Wrong));
        if (scanner.Problem.Length > 0 && context.GetVariable("opterr").Number != 0)
            LogProblem(context.Logger, scanner.Problem);
        return option;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);

    private sealed class OptionState
    {
        public OptionScanner? Scanner { get; set; }
    }
}
