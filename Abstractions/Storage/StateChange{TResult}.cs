namespace Postern.Abstractions.Storage;

/// <summary>What becomes of a record, and what its update returns. Made by <see cref="StateChange"/>.</summary>
/// <param name="Kind">What becomes of the record.</param>
/// <param name="Record">The record to write.</param>
/// <param name="Result">What the update returns.</param>
/// <typeparam name="TResult">What the update returns.</typeparam>
public readonly record struct StateChange<TResult>(StateChangeKind Kind, StateRecord Record, TResult Result);
