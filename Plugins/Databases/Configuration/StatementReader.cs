using System.Text;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Databases.Configuration;

/// <summary>Reads the values of one statement. What is wrong is told with its place.</summary>
internal static class StatementReader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ConfigurationException">It is not one value.</exception>
    public static ConfigurationValue Value(ConfigurationStatement statement) =>
        statement is { Body: null, Values: [{ List: null } value] }
            ? value
            : throw new ConfigurationException(statement.Place, $"expected one value after `{statement.Keyword}'; quote a value that holds blanks");

    /// <summary>A name, as text.</summary>
    /// <exception cref="ConfigurationException">It is not one value, empty, or not UTF-8.</exception>
    public static string Name(ConfigurationStatement statement)
    {
        var value = Value(statement);
        return value.Text.Length == 0
            ? throw new ConfigurationException(value.Place, $"expected a name after `{statement.Keyword}', found an empty string")
            : Decode(value.Text) ?? throw new ConfigurationException(value.Place, $"the name after `{statement.Keyword}' is not UTF-8");
    }

    /// <exception cref="ConfigurationException">It is not a boolean.</exception>
    public static bool Flag(ConfigurationStatement statement)
    {
        var value = Value(statement);
        return value.Text switch
        {
            "yes" or "true" or "on" or "t" or "1" => true,
            "no" or "false" or "off" or "nil" or "0" => false,
            _ => throw new ConfigurationException(value.Place, $"expected yes or no after `{statement.Keyword}', found `{value.Text}'"),
        };
    }

    /// <summary>A time interval: <c>1 hour 30 minutes</c>.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static TimeSpan Interval(ConfigurationStatement statement)
    {
        if (statement.Body is not null || statement.Values.Any(static value => value.List is not null))
            throw new ConfigurationException(statement.Place, $"expected a time interval after `{statement.Keyword}'");
        var text = string.Join(' ', statement.Values.Select(static value => value.Text));
        return TimeText.TryParse(text, out var interval)
            ? interval
            : throw new ConfigurationException(
                statement.Place, $"expected a time interval such as `1 hour 30 minutes' after `{statement.Keyword}', found `{text}'");
    }

    /// <summary>The text of a byte string; <see langword="null"/> when it is not UTF-8.</summary>
    public static string? Decode(string bytes)
    {
        try
        {
            return Utf8.GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
