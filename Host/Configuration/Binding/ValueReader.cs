using System.Globalization;
using Postern.Abstractions.Configuration;
using Postern.Configuration.Loading;

namespace Postern.Configuration.Binding;

/// <summary>Reads the values of one statement as what they should be; a mistake is reported and the given fall-back returned.</summary>
internal sealed class ValueReader(ConfigurationProblems problems)
{
    public ConfigurationProblems Problems { get; } = problems;

    /// <summary>One string, as bytes.</summary>
    public string Bytes(ConfigurationStatement statement, string fallback) => Single(statement)?.Text ?? fallback;

    /// <summary>One string, as text for the system: a file name, a user.</summary>
    public string Text(ConfigurationStatement statement, string? fallback) =>
        Single(statement) is { } value ? ByteText.ToUnicode(value.Text) : fallback ?? "";

    public bool Flag(ConfigurationStatement statement, bool fallback)
    {
        if (Single(statement) is not { } value)
            return fallback;
        switch (value.Text)
        {
            case "yes" or "true" or "on" or "t" or "1":
                return true;
            case "no" or "false" or "off" or "nil" or "0":
                return false;
            default:
                Problems.Error(value.Place, $"expected yes or no after `{statement.Keyword}', found `{value.Text}'");
                return fallback;
        }
    }

    public int Number(ConfigurationStatement statement, int least, int most, int fallback)
    {
        if (Single(statement) is not { } value)
            return fallback;
        if (int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most)
            return number;
        Problems.Error(
            value.Place, $"expected a number from {least} to {most} after `{statement.Keyword}', found `{value.Text}'");
        return fallback;
    }

    public int? Octal(ConfigurationStatement statement, int? fallback)
    {
        if (Single(statement) is not { } value)
            return fallback;
        int mode = 0;
        foreach (char c in value.Text)
            mode = c is >= '0' and <= '7' && mode >= 0 && mode <= 0x1FF ? (mode * 8) + c - '0' : -1;
        if (mode is >= 0 and <= 0x1FF && value.Text.Length > 0)
            return mode;
        Problems.Error(
            value.Place, $"expected an octal file mode up to 777 after `{statement.Keyword}', found `{value.Text}'");
        return fallback;
    }

    public TimeSpan Interval(ConfigurationStatement statement, TimeSpan fallback)
    {
        if (!IsSimple(statement) || statement.Values.Any(value => value.List is not null))
        {
            Problems.Error(statement.Place, $"expected a time interval after `{statement.Keyword}'");
            return fallback;
        }

        string text = string.Join(' ', statement.Values.Select(value => value.Text));
        if (TimeInterval.TryParse(text, out TimeSpan interval, out string problem))
            return interval;
        Problems.Error(statement.Values.Count > 0 ? statement.Values[0].Place : statement.Place, problem);
        return fallback;
    }

    /// <summary>One of <paramref name="words"/>.</summary>
    public string? Choice(ConfigurationStatement statement, string? fallback, params ReadOnlySpan<string> words)
    {
        if (Single(statement) is not { } value)
            return fallback;
        if (words.Contains(value.Text))
            return value.Text;
        Problems.Error(
            value.Place, $"expected {string.Join(", ", words!)} after `{statement.Keyword}', found `{value.Text}'");
        return fallback;
    }

    /// <summary>One name, or a list of names in parentheses.</summary>
    public IEnumerable<string> Names(ConfigurationStatement statement)
    {
        if (statement is not { Body: null, Values: [var value] })
        {
            Problems.Error(statement.Place, $"expected a name, or a list of names in parentheses, after `{statement.Keyword}'");
            return [];
        }

        return (value.List ?? [value]).Select(static item => ByteText.ToUnicode(item.Text));
    }

    /// <summary>A search path: directories separated by colons.</summary>
    public IEnumerable<string> PathList(ConfigurationStatement statement) =>
        Text(statement, "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The label of a block; <see langword="null"/> when it is missing, which is reported.</summary>
    public string? Label(ConfigurationStatement statement, string what)
    {
        if (statement is { Body: not null, Values: [{ List: null } label] })
            return ByteText.ToUnicode(label.Text);
        Problems.Error(statement.Place, statement.Body is null
            ? $"expected a block: {statement.Keyword} {what} {{ ... }}"
            : $"expected one {what} between `{statement.Keyword}' and {{");
        return null;
    }

    private ConfigurationValue? Single(ConfigurationStatement statement)
    {
        string? problem = statement switch
        {
            { Body: not null } => $"`{statement.Keyword}' is not a block; expected a value and ;",
            { Values: [] } => $"expected a value after `{statement.Keyword}'",
            { Values: [{ List: null }] } => null,
            { Values: [{ List: not null }] } => $"expected one value after `{statement.Keyword}', found a list",
            _ => $"expected one value after `{statement.Keyword}', found {statement.Values.Count}; quote a value that holds blanks",
        };
        if (problem is null)
            return statement.Values[0];
        Problems.Error(statement.Place, problem);
        return null;
    }

    private static bool IsSimple(ConfigurationStatement statement) => statement.Body is null;
}
