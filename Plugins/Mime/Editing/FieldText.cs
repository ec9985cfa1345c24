using System.Text;

namespace Postern.Plugins.Mime.Editing;

/// <summary>Writes header fields of parts.</summary>
internal static class FieldText
{
    /// <summary>A field with its line end; LF in its value is a fold.</summary>
    public static byte[] Field(string name, string value) =>
        Encoding.Latin1.GetBytes($"{name}: {value.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n");

    /// <summary>Fields and the empty line behind them.</summary>
    public static byte[] Header(IEnumerable<(string Name, string Value)> fields) =>
        [.. fields.SelectMany(static field => Field(field.Name, field.Value)), (byte)'\r', (byte)'\n'];
}
