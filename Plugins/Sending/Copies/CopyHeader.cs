using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Plugins.Sending.Functions;

namespace Postern.Plugins.Sending.Copies;

/// <summary>A copy's header: the message's, changed as an MTA would change it.</summary>
internal sealed class CopyHeader(IEnumerable<HeaderField> fields)
{
    private readonly List<HeaderField> _fields = [.. fields];

    public IReadOnlyList<HeaderField> Fields => _fields;

    public void Add(MessageModification.AddHeader change) => _fields.Add(Field(change.Name, change.Value));

    // 0 is above the field Received that the MTA adds; a copy has none, so 0 and 1 are the same place.
    public void Insert(MessageModification.InsertHeader change) =>
        _fields.Insert(Math.Clamp(change.Index - 1, 0, _fields.Count), Field(change.Name, change.Value));

    /// <summary>Changes the field, appends one that is not there, deletes for an empty value.</summary>
    public void Change(MessageModification.ChangeHeader change)
    {
        var left = Math.Max(change.Index, 1);
        var index = _fields.FindIndex(field => HeaderText.IsNamed(field, change.Name) && --left == 0);
        if (change.Value.Length == 0)
        {
            if (index >= 0)
                _fields.RemoveAt(index);
        }
        else if (index >= 0)
            _fields[index] = Field(Encoding.Latin1.GetString(_fields[index].Name.Span), change.Value);
        else
            _fields.Add(Field(change.Name, change.Value));
    }

    private static HeaderField Field(string name, string value)
    {
        var safe = HeaderText.Fold(value);
        return new HeaderField(Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(safe is [' ' or '\t' or '\n', ..] ? safe : " " + safe));
    }
}
