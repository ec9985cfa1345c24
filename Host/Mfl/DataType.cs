namespace Postern.Mfl;

/// <summary>The types of MFL expressions (manual, node "Data Types").</summary>
public enum DataType
{
    /// <summary>No value: the result of a function without <c>returns</c>.</summary>
    Void,

    /// <summary>A signed 64-bit number.</summary>
    Number,

    /// <summary>A byte string.</summary>
    String,
}
