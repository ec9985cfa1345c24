using Postern.Abstractions.Storage;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>A call that waits for its answer.</summary>
/// <param name="isBlind">Whether the present record does not matter to it.</param>
internal abstract class Decision(bool isBlind)
{
    public bool IsBlind => isBlind;

    /// <summary>Whether the caller still waits. What was given up is not begun any more; what is under way may take effect.</summary>
    public abstract bool IsWanted { get; }

    /// <summary>Decides; called again when the record was another one after all.</summary>
    /// <param name="present">The record.</param>
    /// <param name="record">What to write.</param>
    /// <returns>What becomes of the record; <see langword="null"/> when the caller has given up, or its decision has thrown and it was told so.</returns>
    public abstract StateChangeKind? Decide(StateRecord? present, out StateRecord record);

    /// <summary>Tells the caller what was decided last.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}
