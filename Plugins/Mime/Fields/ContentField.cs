using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Fields;

/// <summary>
/// A Content-Type or Content-Disposition field (RFC 2045 §5.1, RFC 2183, RFC 2231) as mail programs read it, however malformed it is. Where they may read a parameter differently,
/// all readings are kept.
/// </summary>
internal sealed class ContentField
{
    private readonly Dictionary<string, IReadOnlyList<string>> _parameters;

    private ContentField(string value, Dictionary<string, IReadOnlyList<string>> parameters, MessageAnomalies anomalies) =>
        (Value, _parameters, Anomalies) = (value, parameters, anomalies);

    /// <summary>What stands before the parameters, in lower case and without comments: <c>text/plain</c>, <c>attachment</c>. Empty when there is nothing.</summary>
    public string Value { get; }

    /// <summary>Whether <see cref="Value"/> is a type and a subtype.</summary>
    public bool IsMediaType =>
        Value.IndexOf('/', StringComparison.Ordinal) is var slash && slash > 0 && slash < Value.Length - 1 && slash == Value.LastIndexOf('/');

    /// <summary>What is irregular about it.</summary>
    public MessageAnomalies Anomalies { get; }

    /// <summary>The names of its parameters, in lower case, continuations joined.</summary>
    public IReadOnlyCollection<string> Names => _parameters.Keys;

    /// <summary>Parses a field's body. Takes time in proportion to its length.</summary>
    /// <param name="body">Everything behind the colon, folds included.</param>
    public static ContentField Parse(ReadOnlySpan<byte> body)
    {
        var cursor = new ContentFieldCursor(body);
        string value = cursor.ReadValue();
        var parameters = new ParameterReadings();
        while (cursor.TryReadParameter(out string name, out IReadOnlyList<string> readings))
        {
            if (!parameters.TryAdd(name, readings))
                break;
        }

        return new ContentField(value, parameters.Build(), cursor.Anomalies | parameters.Anomalies);
    }

    /// <summary>The value of a parameter that most programs would take, as a byte string, what was encoded in UTF-8; <see langword="null"/> when it is not there.</summary>
    /// <param name="name">Its name in lower case.</param>
    public string? First(string name) => _parameters.TryGetValue(name, out IReadOnlyList<string>? readings) ? readings[0] : null;

    /// <summary>All values that some program may take, each once, <see cref="First"/> first; empty when it is not there.</summary>
    /// <param name="name">Its name in lower case.</param>
    public IReadOnlyList<string> Readings(string name) => _parameters.GetValueOrDefault(name, []);
}
