namespace Postern.Milter.Client;

/// <summary>A macro with its value, both byte strings; a name of several letters is sent in braces.</summary>
/// <param name="Name">The name with or without braces.</param>
/// <param name="Value">The value.</param>
public readonly record struct MilterMacro(string Name, string Value)
{
    /// <summary>The name without braces.</summary>
    public string BareName => Name.Length > 2 && Name[0] == '{' && Name[^1] == '}' ? Name[1..^1] : Name;

    internal string WireName => BareName.Length == 1 ? BareName : $"{{{BareName}}}";
}
