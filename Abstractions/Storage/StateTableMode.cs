namespace Postern.Abstractions.Storage;

/// <summary>How a table is opened.</summary>
public enum StateTableMode
{
    /// <summary>It must exist and is not written.</summary>
    ReadOnly,

    /// <summary>It is made when it does not exist.</summary>
    ReadWrite,
}
