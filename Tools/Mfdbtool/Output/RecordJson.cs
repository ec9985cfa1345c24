using System.Text;
using System.Text.Json;
using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Output;

/// <summary>Records and keys for programs. Byte strings are read as UTF-8 or else as Latin-1; a key that is not UTF-8 is there a second time in base64.</summary>
internal static class RecordJson
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void WriteFields(Utf8JsonWriter json, IEnumerable<StateField> fields)
    {
        foreach (StateField field in fields)
        {
            if (!field.Value.IsString)
                json.WriteNumber(field.Name, field.Value.Number);
            else if (field.Name == "key")
                WriteKey(json, field.Value.Text);
            else
                json.WriteString(field.Name, Text(field.Value.Text, out _));
        }
    }

    /// <summary>Writes the property <c>key</c>.</summary>
    public static void WriteKey(Utf8JsonWriter json, string key)
    {
        json.WriteString("key", Text(key, out bool isUtf8));
        if (!isUtf8)
            json.WriteBase64String("key_base64", Encoding.Latin1.GetBytes(key));
    }

    private static string Text(string bytes, out bool isUtf8)
    {
        isUtf8 = true;
        if (Ascii.IsValid(bytes))
            return bytes;
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            isUtf8 = false;
            return bytes;
        }
    }
}
