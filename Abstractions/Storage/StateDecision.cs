namespace Postern.Abstractions.Storage;

/// <summary>
/// Decides on one record. It may be called again when another process has changed the record meanwhile, so it must have no side effects;
/// it runs while the record is held, so it must not wait. What <paramref name="present"/> points to is valid during the call only.
/// </summary>
/// <param name="present">The record; <see langword="null"/> when there is none.</param>
/// <param name="state">What the caller has handed in.</param>
public delegate StateChange<TResult> StateDecision<in TState, TResult>(StateRecord? present, TState state);
