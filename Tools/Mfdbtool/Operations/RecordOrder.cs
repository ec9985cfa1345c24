using System.Globalization;
using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary>Orders records by a field: numbers by value, texts by their bytes, those without a value last. Keeps no more than are asked for.</summary>
/// <param name="field">The field, the largest value first; with a minus in front the smallest.</param>
/// <param name="most">How many are kept; <see langword="null"/> for all.</param>
internal sealed class RecordOrder(string field, int? most)
{
    private readonly string _name = field.TrimStart('-');
    private readonly int _sign = field.StartsWith('-') ? -1 : 1;

    // The one that comes last is the first to go.
    private readonly PriorityQueue<(StateDescription Description, StateEntry Entry), Place> _records = new(
        Comparer<Place>.Create((left, right) => Compare(right, left)));

    /// <summary>Adds a record; <see langword="false"/> when it has no such field.</summary>
    public bool TryAdd(StateDescription description, StateEntry entry)
    {
        foreach (StateField item in description.Fields)
        {
            if (item.Name != _name)
                continue;
            var place = new Place(Number(item), item.Value.Text, description.Line, _sign);
            if (most is { } limit && _records.Count >= limit)
                _records.EnqueueDequeue((description, entry), place);
            else
                _records.Enqueue((description, entry), place);
            return true;
        }

        return false;
    }

    /// <summary>The records in order.</summary>
    public IEnumerable<(StateDescription Description, StateEntry Entry)> Take()
    {
        var records = new Stack<(StateDescription, StateEntry)>(_records.Count);
        while (_records.TryDequeue(out var record, out _))
            records.Push(record);
        return records;
    }

    private static double? Number(StateField item) => !item.Value.IsString
        ? item.Value.Number
        : double.TryParse(item.Value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    /// <summary>Negative when <paramref name="left"/> comes first.</summary>
    private static int Compare(Place left, Place right)
    {
        int result = (left.Number, right.Number) switch
        {
            ({ } a, { } b) => left.Sign * b.CompareTo(a),
            ({ }, null) => -1,
            (null, { }) => 1,
            _ => left.Sign * string.CompareOrdinal(right.Text, left.Text),
        };
        return result != 0 ? result : string.CompareOrdinal(left.Line, right.Line);
    }

    private readonly record struct Place(double? Number, string Text, string Line, int Sign);
}
