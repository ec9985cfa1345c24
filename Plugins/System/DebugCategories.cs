namespace Postern.Plugins.System;

/// <summary>The debugging levels of every category. Thread-safe.</summary>
internal sealed class DebugCategories
{
    private static readonly string[] Names =
    [
        "all", "address", "attribute", "auth", "body", "config", "envelope", "filter", "folder", "header", "iterator", "list", "locker", "mailbox", "mailer", "message",
        "mime", "mimetypes", "mailcap", "property", "remote", "stream", "ticket", "url", "wicket", "assoc", "acl", "server", "tls", "app", "engine", "main", "pp", "prog",
        "spf", "callout", "savsrv", "bi_db", "bi_dkim", "bi_io", "bi_mbox", "bi_sa", "bi_other", "db", "cache", "rate", "tbf", "greylist", "dns", "srvman",
    ];

    private readonly Lock _lock = new();
    private readonly int[] _levels = new int[Names.Length];

    /// <summary>Applies items of the form <c>[!]CATEGORY[.LEVELS]</c>, separated by semicolons; returns what is wrong with them.</summary>
    public IReadOnlyList<string> Apply(string specification)
    {
        var errors = new List<string>();
        lock (_lock)
        {
            foreach (var item in specification.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                ApplyItem(item, errors);
        }

        return errors;
    }

    /// <summary>The levels of the categories named in a list, or of all.</summary>
    /// <param name="categories">Names separated by semicolons; empty for all.</param>
    /// <param name="withUnset">Write a category without levels too, with <c>!</c> before it.</param>
    public string Describe(string categories, bool withUnset)
    {
        var wanted = categories.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        lock (_lock)
        {
            var items =
                from pair in Names.Zip(_levels)
                where wanted.Length == 0 || wanted.Contains(pair.First, StringComparer.Ordinal)
                where withUnset || pair.Second != 0
                select pair.Second == 0 ? "!" + pair.First : pair.First + DebugLevels.Write(pair.Second);
            return string.Join(';', items);
        }
    }

    private void ApplyItem(string item, List<string> errors)
    {
        var period = item.IndexOf('.', StringComparison.Ordinal);
        var clear = item.StartsWith('!');
        var name = clear ? item[1..] : period < 0 ? item : item[..period];
        var category = Array.IndexOf(Names, name);
        if (category < 0)
        {
            errors.Add($"unknown category: {name}");
            return;
        }

        _levels[category] = clear ? 0 : DebugLevels.All;
        if (clear || period < 0)
            return;
        _levels[category] = 0;
        if (DebugLevels.Parse(item[(period + 1)..], out var error) is { } levels)
            _levels[category] = levels;
        else
            errors.Add(error);
    }
}
