using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Content;
using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Editing;

/// <summary>Changes of the fields that say what a part is.</summary>
internal static class PartFields
{
    /// <summary>The fields that an appendix asks for.</summary>
    public static Dictionary<string, string> For(IMimeEntity part, TextAppendix appendix)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (appendix.Encoding != part.Encoding)
            fields.Add("Content-Transfer-Encoding", NewPart.EncodingName(appendix.Encoding));
        if (appendix.IsNewlyUtf8)
        {
            MessageField type = part.Header.FirstOrDefault(static field => IsNamed(field, "Content-Type"));
            fields.Add("Content-Type", ParameterText.With(ContentField.Parse(type.Field.Body.Span), part.MediaType, "charset", "utf-8"));
        }

        return fields;
    }

    /// <summary>Sets fields in a part's header; all others stay as they are.</summary>
    public static IEnumerable<Splice> Set(IMimeEntity part, Dictionary<string, string> fields)
    {
        var missing = new List<byte>();
        foreach ((string name, string value) in fields)
        {
            bool isSet = false;
            foreach (MessageField field in part.Header.Where(field => IsNamed(field, name)))
            {
                IMessageContent written = new MemoryContent(isSet ? [] : FieldText.Field(Encoding.Latin1.GetString(field.Name.Span), value));
                yield return new Splice(field.Offset, field.Offset + field.Length, written);
                isSet = true;
            }

            if (!isSet)
                missing.AddRange(FieldText.Field(name, value));
        }

        if (missing.Count == 0)
            yield break;
        long end = part.Header is [.., { } last] ? last.Offset + last.Length : part.Offset;
        if (end == part.BodyOffset)
            missing.AddRange("\r\n"u8);
        yield return new Splice(end, end, new MemoryContent(missing.ToArray()));
    }

    /// <summary>Whether a field has that name, in either case.</summary>
    public static bool IsNamed(MessageField field, string name) => Encoding.Latin1.GetString(field.Name.Span).Equals(name, StringComparison.OrdinalIgnoreCase);
}
