using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Mime.Editing;

/// <summary>The fields of the message that say what it is (MIME-Version, Content-*), as the MTA has them after the changes that were queued.</summary>
internal sealed class RootHeader
{
    private const string Version = "MIME-Version";

    private readonly List<(string Name, string Value)> _current;

    /// <summary>Takes the fields as they came.</summary>
    public RootHeader(IMailMessage message)
    {
        _current = [.. message.Header.Select(static field => (Encoding.Latin1.GetString(field.Name.Span), Value(field))).Where(static field => IsContent(field.Item1))];
        Original = [.. _current.Where(static field => !field.Name.Equals(Version, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The Content-* fields as they came; LF folds them.</summary>
    public IReadOnlyList<(string Name, string Value)> Original { get; }

    /// <summary>Queues what makes the header so.</summary>
    /// <param name="queue">The changes to the message.</param>
    /// <param name="wanted">The fields and their values; <see langword="null"/> takes a field away. Others stay.</param>
    public void Apply(ModificationQueue queue, IReadOnlyDictionary<string, string?> wanted)
    {
        if (wanted.Count > 0 && !_current.Exists(static field => field.Name.Equals(Version, StringComparison.OrdinalIgnoreCase)))
            Set(queue, Version, "1.0");
        foreach ((string name, string? value) in wanted)
            Set(queue, name, value);
    }

    private void Set(ModificationQueue queue, string name, string? value)
    {
        int count = _current.Count(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

        // From the last, since the others would move up.
        for (; count > (value is null ? 0 : 1); count--)
        {
            queue.Add(new MessageModification.ChangeHeader(name, count, ""));
            _current.RemoveAt(_current.FindLastIndex(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
        }

        int index = _current.FindIndex(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (value is null || (index >= 0 && _current[index].Value == value))
            return;
        if (index >= 0)
        {
            queue.Add(new MessageModification.ChangeHeader(_current[index].Name, 1, value));
            _current[index] = (_current[index].Name, value);
        }
        else
        {
            queue.Add(new MessageModification.AddHeader(name, value));
            _current.Add((name, value));
        }
    }

    private static bool IsContent(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name.Equals(Version, StringComparison.OrdinalIgnoreCase);

    private static string Value(MessageField field) => Encoding.Latin1.GetString(field.Value.Span).Replace("\r\n", "\n", StringComparison.Ordinal);
}
