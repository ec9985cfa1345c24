namespace Postern.Plugins.Message;

/// <summary>A header field as programs see it: line ends are LF, and there is no blank before the value.</summary>
internal readonly record struct FieldText(string Name, string Value)
{
    /// <summary>Whether it has a name, in either case: names are ASCII (RFC 5322 §2.2), other bytes compare as they are.</summary>
    public bool IsCalled(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
