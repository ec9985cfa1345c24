using System.Globalization;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Fields;

/// <summary>Puts parameters together that were given in pieces, encoded or more than once (RFC 2231).</summary>
internal sealed class ParameterReadings
{
    private const int MostParameters = 1000;
    private const int MostReadings = 16;

    private readonly Dictionary<string, Given> _given = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>What was irregular so far.</summary>
    public MessageAnomalies Anomalies { get; private set; }

    /// <summary>Takes a parameter as it stands in the field.</summary>
    /// <param name="name">Its name in lower case, with section and asterisks.</param>
    /// <param name="readings">Its values, the usual one first.</param>
    /// <returns><see langword="false"/>: there are too many.</returns>
    public bool TryAdd(string name, IReadOnlyList<string> readings)
    {
        if (++_count > MostParameters)
        {
            Anomalies |= MessageAnomalies.LimitReached;
            return false;
        }

        int star = name.IndexOf('*', StringComparison.Ordinal);
        string section = star < 0 ? "" : name[(star + 1)..];
        if (star > 0 && section.Length == 0)
            AddTo(Get(name[..star]).Extended, readings);
        else if (star > 0 && int.TryParse(section.AsSpan().TrimEnd('*'), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            Get(name[..star]).Sections.Add(new ParameterSection(index, section[^1] == '*', readings[0]));
        else
            AddPlain(Get(name), readings);
        return true;
    }

    /// <summary>All readings of all parameters.</summary>
    public Dictionary<string, IReadOnlyList<string>> Build()
    {
        var result = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach ((string name, Given given) in _given)
        {
            List<string> encoded = [.. given.Extended.Select(Decode), .. Join(given.Sections)];
            if (encoded.Count > 0 && given.Plain.Count > 0 && !given.Plain.Contains(encoded[0], StringComparer.Ordinal))
                Anomalies |= MessageAnomalies.ConflictingNames;
            List<string> readings = [.. encoded.Concat(given.Plain).Distinct(StringComparer.Ordinal)];
            if (readings.Count > MostReadings)
                Anomalies |= MessageAnomalies.LimitReached;
            result.Add(name, readings.Count > MostReadings ? readings[..MostReadings] : readings);
        }

        return result;
    }

    private Given Get(string name)
    {
        if (!_given.TryGetValue(name, out Given? given))
            _given.Add(name, given = new Given([], [], []));
        return given;
    }

    private void AddTo(List<string> list, IReadOnlyList<string> readings)
    {
        if (list.Count > 0)
            Anomalies |= MessageAnomalies.RepeatedParameter;
        list.AddRange(readings);
    }

    // There may be no encoded words in parameters (RFC 2047 §5), but there are, and they are read.
    private void AddPlain(Given given, IReadOnlyList<string> readings)
    {
        AddTo(given.Plain, [.. readings.Where(EncodedText.HasWords).Select(EncodedText.Decode), .. readings]);
        if (readings.Any(EncodedText.HasWords))
            Anomalies |= MessageAnomalies.EncodedWordInParameter;
    }

    private string Decode(string value)
    {
        string decoded = ExtendedValue.Decode(value, out MessageAnomalies anomalies);
        Anomalies |= anomalies;
        return decoded;
    }

    // Sections in their order up to the first that is missing; the others, and those given again, make another reading.
    private IEnumerable<string> Join(List<ParameterSection> sections)
    {
        if (sections.Count == 0)
            yield break;
        List<ParameterSection> ordered = [.. sections.OrderBy(static section => section.Index)];
        List<ParameterSection> usual = [.. ordered.DistinctBy(static section => section.Index)];
        if (usual.Count < ordered.Count)
            Anomalies |= MessageAnomalies.RepeatedParameter;
        int whole = 0;
        while (whole < usual.Count && usual[whole].Index == whole)
            whole++;
        if (whole < usual.Count)
            Anomalies |= MessageAnomalies.MalformedContentField;
        if (whole > 0)
        {
            foreach (string reading in Read(usual[..whole]))
                yield return reading;
        }

        if (whole < usual.Count)
        {
            foreach (string reading in Read(usual))
                yield return reading;
        }

        if (usual.Count < ordered.Count)
        {
            foreach (string reading in Read([.. ordered.AsEnumerable().Reverse().DistinctBy(static section => section.Index).Reverse()]))
                yield return reading;
        }
    }

    private List<string> Read(List<ParameterSection> sections)
    {
        if (sections.Exists(static section => section.IsExtended))
        {
            string decoded = ExtendedValue.Decode(sections, out MessageAnomalies anomalies);
            Anomalies |= anomalies;
            return [decoded];
        }

        string plain = string.Concat(sections.Select(static section => section.Value));
        if (!EncodedText.HasWords(plain))
            return [plain];
        Anomalies |= MessageAnomalies.EncodedWordInParameter;
        return [EncodedText.Decode(plain), plain];
    }

    private sealed record Given(List<string> Plain, List<string> Extended, List<ParameterSection> Sections);
}
