namespace Postern.Daemon.CommandLine;

/// <summary>Prints options as GNU programs do.</summary>
internal static class OptionHelp
{
    private const int HelpColumn = 29;
    private const int UsageWidth = 79;
    private const string UsageIndent = "            ";

    /// <summary>All options in a few lines.</summary>
    public static void WriteUsage<TId>(
        TextWriter output, string program, IReadOnlyList<OptionDescription<TId>> options, IEnumerable<string> words)
        where TId : struct, Enum
    {
        string letters = string.Concat(options
            .Where(static option => option is { Short: not '\0', Argument: OptionArgument.None }).Select(static option => option.Short));
        IEnumerable<string> all =
        [
            $"[-{letters}]",
            .. options.Where(static option => option is { Short: not '\0', Argument: not OptionArgument.None })
                .Select(static option => $"[-{option.Short}{Argument(option, " ", "[")}]"),
            .. options.SelectMany(static option => option.Names.Select(name => (Name: name, Option: option)))
                .OrderBy(static entry => entry.Name, StringComparer.Ordinal)
                .Select(static entry => $"[{Dashed(entry.Option, entry.Name)}{Argument(entry.Option, "=", "[=")}]"),
            .. words,
        ];
        string line = $"Usage: {program}";
        foreach (string word in all)
        {
            if (line.Length + 1 + word.Length > UsageWidth)
            {
                output.WriteLine(line);
                line = UsageIndent;
            }

            line += (line.EndsWith(' ') ? "" : " ") + word;
        }

        output.WriteLine(line);
    }

    /// <summary>Each option with what it does, in groups.</summary>
    public static void WriteGroups<TId>(
        TextWriter output, IEnumerable<(string Title, OptionDescription<TId>[] Options)> groups)
        where TId : struct, Enum
    {
        foreach ((string title, OptionDescription<TId>[] options) in groups)
        {
            output.WriteLine();
            output.WriteLine(" " + title);
            foreach (OptionDescription<TId> option in options)
                WriteOption(output, option);
        }
    }

    private static void WriteOption<TId>(TextWriter output, OptionDescription<TId> option)
        where TId : struct, Enum
    {
        string names = string.Join(", ", option.Names.Select(name => Dashed(option, name)));
        names += Argument(option, option.Names.Length > 0 ? "=" : " ", "[=");
        string left = (option.Short == '\0' ? "      " : $"  -{option.Short}{(option.Names.Length > 0 ? ", " : "")}") + names;
        if (left.Length >= HelpColumn - 1)
        {
            output.WriteLine(left);
            left = "";
        }

        output.WriteLine(left.PadRight(HelpColumn) + option.Help + (option.WaitsFor.Length > 0 ? $" (waits for {option.WaitsFor})" : ""));
    }

    private static string Dashed<TId>(OptionDescription<TId> option, string name)
        where TId : struct, Enum => (option.IsNegatable ? "--[no-]" : "--") + name;

    private static string Argument<TId>(OptionDescription<TId> option, string required, string optional)
        where TId : struct, Enum => option.Argument switch
        {
            OptionArgument.Required => required + option.ArgumentName,
            OptionArgument.Optional => $"{optional}{option.ArgumentName}]",
            _ => "",
        };
}
