namespace Postern.Abstractions.Mfl;

/// <summary>
/// On an <see cref="IMflModule"/> class: declares a global variable that every MFL program can read and set (manual, node "Predefined
/// variables"). The plugin's functions reach it by <see cref="MflContext.GetVariable"/> and <see cref="MflContext.SetVariable"/>.
/// Every session has its own value, which starts anew with each message.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class MflVariableAttribute : Attribute
{
    /// <summary>Declares a number.</summary>
    /// <param name="name">An MFL identifier that no other plugin declares.</param>
    /// <param name="initial">What it starts with.</param>
    public MflVariableAttribute(string name, long initial)
    {
        Name = name;
        Initial = new MflValue(initial);
    }

    /// <summary>Declares a string.</summary>
    /// <param name="name">An MFL identifier that no other plugin declares.</param>
    /// <param name="initial">What it starts with, a byte string.</param>
    public MflVariableAttribute(string name, string initial)
    {
        Name = name;
        Initial = new MflValue(initial);
    }

    /// <summary>The variable's name in MFL.</summary>
    public string Name { get; }

    /// <summary>The value it starts with, which has its type.</summary>
    public MflValue Initial { get; }

    /// <summary>The value survives from one message of a session to the next.</summary>
    public bool IsPrecious { get; init; }
}
