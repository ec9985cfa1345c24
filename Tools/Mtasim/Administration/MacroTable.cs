using System.Globalization;
using Postern.Milter.Client;

namespace Postern.Tools.Mtasim.Administration;

/// <summary>
/// The Sendmail macros in the order of their definition. What the user defines stays; what the session itself defines hides it,
/// and goes with the message.
/// </summary>
internal sealed class MacroTable
{
    public const int MaxCount = 1000;

    private readonly List<Entry> _entries = [];

    /// <summary>All macros with the values in force.</summary>
    public IEnumerable<MilterMacro> All => _entries.Select(static entry => new MilterMacro(entry.Name, entry.Value));

    /// <summary>Defines a macro for good; <see langword="false"/> when there are too many.</summary>
    public bool TryDefine(string name, string value)
    {
        if (Find(name) is null && _entries.Count >= MaxCount)
            return false;
        var entry = FindOrAdd(name);
        entry.Defined = value;
        entry.Automatic = null;
        return true;
    }

    /// <summary>Sets what an MTA knows by itself, for this session or for this message.</summary>
    public void Set(string name, string value, bool isOfMessage = true)
    {
        var entry = FindOrAdd(name);
        entry.Automatic = value;
        entry.IsOfMessage = isOfMessage;
    }

    public void Set(string name, int value) => Set(name, value.ToString(CultureInfo.InvariantCulture));

    public string? Value(string name) => Find(name)?.Value;

    public void Undefine(string name) => _entries.RemoveAll(entry => entry.Name == Bare(name));

    public void Clear() => _entries.Clear();

    /// <summary>The message is over.</summary>
    public void ForgetMessage()
    {
        foreach (var entry in _entries.Where(static entry => entry.IsOfMessage))
            entry.Automatic = null;
        _entries.RemoveAll(static entry => entry.Automatic is null && entry.Defined is null);
    }

    private Entry? Find(string name) => _entries.Find(entry => entry.Name == Bare(name));

    private Entry FindOrAdd(string name)
    {
        if (Find(name) is { } known)
            return known;
        var entry = new Entry(Bare(name));
        _entries.Add(entry);
        return entry;
    }

    private static string Bare(string name) => new MilterMacro(name, "").BareName;

    private sealed class Entry(string name)
    {
        public string Name { get; } = name;

        public string? Defined { get; set; }

        public string? Automatic { get; set; }

        public bool IsOfMessage { get; set; }

        public string Value => Automatic ?? Defined ?? "";
    }
}
