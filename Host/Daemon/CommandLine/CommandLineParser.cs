namespace Postern.Daemon.CommandLine;

/// <summary>
/// Splits a command line by the conventions of GNU programs: options and words in any order, unique abbreviations of long
/// options, <c>--name=ARG</c> and <c>--name ARG</c>, <c>-nARG</c> and <c>-n ARG</c>, letters run together, <c>--</c> before words
/// that look like options.
/// </summary>
internal sealed class CommandLineParser<TId>(IReadOnlyList<OptionDescription<TId>> table)
    where TId : struct, Enum
{
    private readonly List<ParsedOption<TId>> _options = [];
    private readonly List<string> _words = [];

    /// <summary>Splits <paramref name="arguments"/>.</summary>
    /// <exception cref="UsageException">An option is unknown, ambiguous, not there yet, or lacks its argument.</exception>
    public static (IReadOnlyList<ParsedOption<TId>> Options, IReadOnlyList<string> Words) Parse(
        IReadOnlyList<string> arguments, IReadOnlyList<OptionDescription<TId>> table)
    {
        var parser = new CommandLineParser<TId>(table);
        int next = 0;
        while (next < arguments.Count)
        {
            string argument = arguments[next++];
            if (argument == "--")
            {
                parser._words.AddRange(arguments.Skip(next));
                break;
            }

            string? following = next < arguments.Count ? arguments[next] : null;
            bool tookFollowing = false;
            if (argument.StartsWith("--", StringComparison.Ordinal))
                tookFollowing = parser.LongOption(argument[2..], following);
            else if (argument.Length > 1 && argument[0] == '-')
                tookFollowing = parser.Letters(argument[1..], following);
            else
                parser._words.Add(argument);
            if (tookFollowing)
                next++;
        }

        return (parser._options, parser._words);
    }

    private bool LongOption(string text, string? following)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        string? value = equals < 0 ? null : text[(equals + 1)..];
        (string full, OptionDescription<TId> option) = Find(name);
        if (option.Argument == OptionArgument.None && value is not null)
            throw new UsageException($"option '--{full}' doesn't allow an argument");
        bool takes = option.Argument == OptionArgument.Required && value is null;
        if (takes)
            value = following ?? throw new UsageException($"option '--{full}' requires an argument");
        Add(option, "--" + full, value);
        return takes;
    }

    private bool Letters(string letters, string? following)
    {
        for (int i = 0; i < letters.Length; i++)
        {
            char letter = letters[i];
            OptionDescription<TId> option = table.FirstOrDefault(candidate => candidate.Short == letter && letter != '\0')
                ?? throw new UsageException($"unrecognized option '-{letter}'");
            if (option.Argument == OptionArgument.None)
            {
                Add(option, "-" + letter, null);
                continue;
            }

            string? attached = i + 1 < letters.Length ? letters[(i + 1)..] : null;
            bool takes = attached is null && option.Argument == OptionArgument.Required;
            if (takes && following is null)
                throw new UsageException($"option '-{letter}' requires an argument");
            Add(option, "-" + letter, takes ? following : attached);
            return takes;
        }

        return false;
    }

    private void Add(OptionDescription<TId> option, string spelling, string? value)
    {
        bool isNegated = option.IsNegatable && spelling.StartsWith("--no-", StringComparison.Ordinal);
        if (option.WaitsFor.Length == 0)
            _options.Add(new ParsedOption<TId>(option.Id, value, isNegated));
        else if (!isNegated)
            throw new UsageException($"option '{spelling}' waits for {option.WaitsFor}, which this version does not have yet; leave the option out");
    }

    private (string FullName, OptionDescription<TId> Option) Find(string name)
    {
        var candidates = new List<(string Name, OptionDescription<TId> Option)>();
        foreach (OptionDescription<TId> option in table)
        {
            IEnumerable<string> names = option.IsNegatable ? option.Names.Concat(option.Names.Select(static n => "no-" + n)) : option.Names;
            foreach (string known in names)
            {
                if (known == name)
                    return (known, option);
                if (known.StartsWith(name, StringComparison.Ordinal))
                    candidates.Add((known, option));
            }
        }

        if (candidates.Count == 0)
            throw new UsageException($"unrecognized option '--{name}'");
        if (candidates.TrueForAll(candidate => candidate.Option == candidates[0].Option))
            return candidates[0];
        IEnumerable<string> possible = candidates.Select(static candidate => "--" + candidate.Name).Order(StringComparer.Ordinal);
        throw new UsageException($"option '--{name}' is ambiguous; possibilities:\n{string.Join('\n', possible)}");
    }
}
