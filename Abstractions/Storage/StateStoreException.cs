namespace Postern.Abstractions.Storage;

/// <summary>A store cannot do what was asked; the message says which store and why.</summary>
public sealed class StateStoreException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;
}
