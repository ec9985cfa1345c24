using System.Globalization;
using Postern.Configuration.Binding;
using Postern.Daemon.FilterTests.Model;

namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>The statements about the world of a test; before the first test they hold for all.</summary>
internal sealed partial class FilterTestParser
{
    private static readonly string[] ClockFormats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private void ReadFilter(LineCursor line)
    {
        string path = PathOf(line.Word("the filter's file"));
        BeforeMessages("filter");
        Settings.Filter = path;
        if (!File.Exists(path))
            throw new TestSyntaxException($"the filter {path} does not exist; its path counts from the test file's folder");
    }

    private void ReadVariable(LineCursor line)
    {
        BeforeMessages("setvar");
        Settings.Variables.Add(new KeyValuePair<string, string>(line.Word("a variable's name"), line.Word("the variable's value")));
    }

    private void ReadClock(LineCursor line)
    {
        BeforeMessages("clock");
        string text = line.Rest();
        if (!DateTimeOffset.TryParseExact(
            text, ClockFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset clock) || clock.Year < 1970)
            throw new TestSyntaxException($"a time such as 2026-03-01 10:30:00 (UTC) was expected, `{text}' stands there");
        Settings.Clock = clock;
    }

    private void ReadLimit(LineCursor line)
    {
        TimeSpan limit = Interval(line);
        if (limit <= TimeSpan.Zero)
            throw new TestSyntaxException("a time above zero was expected");
        Settings.Limit = limit;
    }

    private void ReadZone(LineCursor line)
    {
        BeforeMessages("dns");
        Settings.Zone.Add(ZoneLine.Read(line));
    }

    private void ReadRecord(LineCursor line)
    {
        BeforeMessages("record");
        string database = StoredRecord.WithoutScheme(line.Word("the database's name"));
        string key = line.Word("the record's key", mayHoldNul: true);
        string value = line.Word("the record's value", mayHoldNul: true);
        TimeSpan? lifetime = line.Take("for") ? Interval(line) : null;
        Settings.Records.Add(new StoredRecord(database, key, value, lifetime));
    }

    private void ReadDatabase(LineCursor line)
    {
        BeforeMessages("database");
        string database = StoredRecord.WithoutScheme(line.Word("the database's name"));
        if (!line.Take("unavailable"))
            throw new TestSyntaxException($"`unavailable' was expected after the database's name; {(line.IsAtEnd ? "the line ends" : $"`{line.Rest()}' stands there")}");
        Settings.Unavailable.Add(database);
    }

    private static TimeSpan Interval(LineCursor line)
    {
        string text = line.Rest();
        return TimeInterval.TryParse(text, out TimeSpan interval, out string problem) ? interval : throw new TestSyntaxException(problem);
    }

    /// <summary>What holds from the beginning of a test stands before its first message.</summary>
    private void BeforeMessages(string statement)
    {
        if (_test?.Messages.Any() ?? false)
            throw new TestSyntaxException($"{statement} holds for the whole test: it stands before the first message");
    }
}
