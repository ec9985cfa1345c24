namespace Postern.Plugins.Greylist.Checks;

/// <summary>The outcome of a check.</summary>
/// <param name="Status">Why.</param>
/// <param name="SecondsLeft">How long the sender has to wait; zero for one that passes.</param>
internal readonly record struct CheckAnswer(CheckStatus Status, long SecondsLeft)
{
    public bool IsGreylisted => Status is CheckStatus.New or CheckStatus.Early or CheckStatus.Late;

    /// <summary>The status as programs see it.</summary>
    public string Name => Status switch
    {
        CheckStatus.New => "new",
        CheckStatus.Early => "early",
        CheckStatus.Late => "late",
        CheckStatus.Passed => "passed",
        CheckStatus.Known => "known",
        _ => "listed",
    };
}
