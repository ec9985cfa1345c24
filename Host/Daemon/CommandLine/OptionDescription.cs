namespace Postern.Daemon.CommandLine;

/// <summary>One option with all its spellings.</summary>
/// <typeparam name="TId">The program's options.</typeparam>
/// <param name="Id">What it does.</param>
/// <param name="Short">Its letter, or NUL.</param>
/// <param name="Names">Its long names without dashes, the usual one first.</param>
/// <param name="Argument">Whether it takes an argument.</param>
/// <param name="ArgumentName">The argument in the help text.</param>
/// <param name="Help">The line in the help text.</param>
internal sealed record OptionDescription<TId>(
    TId Id, char Short, string[] Names, OptionArgument Argument, string ArgumentName, string Help)
    where TId : struct, Enum
{
    /// <summary>Whether <c>--no-NAME</c> switches it off.</summary>
    public bool IsNegatable { get; init; }

    /// <summary>What must be built before the option can do something; empty when it does.</summary>
    public string WaitsFor { get; init; } = "";

    /// <summary>The spelling used in messages.</summary>
    public string Display => Names.Length > 0 ? "--" + Names[0] : "-" + Short;
}
