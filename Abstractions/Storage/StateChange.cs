namespace Postern.Abstractions.Storage;

/// <summary>Makes the outcomes of a <see cref="StateDecision{TState, TResult}"/>.</summary>
public static class StateChange
{
    /// <summary>Leaves the record as it is.</summary>
    public static StateChange<TResult> Keep<TResult>(TResult result) => new(StateChangeKind.Keep, default, result);

    /// <summary>Writes a record.</summary>
    public static StateChange<TResult> Write<TResult>(StateRecord record, TResult result) => new(StateChangeKind.Write, record, result);

    /// <summary>Deletes the record.</summary>
    public static StateChange<TResult> Delete<TResult>(TResult result) => new(StateChangeKind.Delete, default, result);
}
