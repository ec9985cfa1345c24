namespace Postern.Abstractions.Storage;

/// <summary>What becomes of a record.</summary>
public enum StateChangeKind
{
    /// <summary>It stays as it is; nothing is written.</summary>
    Keep,

    /// <summary>It is written.</summary>
    Write,

    /// <summary>It is deleted.</summary>
    Delete,
}
