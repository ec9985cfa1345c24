namespace Postern.Abstractions.Milter;

/// <summary>What a filter needs; the host derives from it what it negotiates with the MTA. The default asks for nothing.</summary>
public sealed record FilterRequirements
{
    /// <summary>Stages that have a handler. Others are not sent by an MTA that can leave them out, and never reach the filter.</summary>
    public MilterStages Stages { get; init; }

    /// <summary>Stages whose handler provably only continues: the MTA need not wait for an answer (<c>SMFIP_NR_*</c>).</summary>
    public MilterStages SilentStages { get; init; }

    /// <summary>Stages whose handler can neither block nor loop: it runs where its frame was read. All others run on a worker.</summary>
    public MilterStages InlineStages { get; init; }

    /// <summary>Actions without which the filter cannot work.</summary>
    public MilterActions Actions { get; init; }

    /// <summary>
    /// The macros that a stage shall carry, by bare name (<c>i</c>, <c>client_addr</c>); a stage that is absent leaves the
    /// choice to the MTA, an empty list asks for none.
    /// </summary>
    public IReadOnlyDictionary<MilterStage, IReadOnlyList<string>> Macros { get; init; } =
        new Dictionary<MilterStage, IReadOnlyList<string>>();

    /// <summary>Header fields are kept in <see cref="IFilterContext.Message"/>.</summary>
    public bool KeepsHeader { get; init; }

    /// <summary>The body is kept in <see cref="IFilterContext.Message"/>.</summary>
    public bool KeepsBody { get; init; }

    /// <summary>Asks for header values with the blanks after the colon where the MTA offers it.</summary>
    public bool LeadingSpace { get; init; }

    /// <summary>Recipients that the MTA has refused are wanted too.</summary>
    public bool RejectedRecipients { get; init; }
}
