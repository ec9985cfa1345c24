using System.Text;
using Postern.Daemon.FilterTests.Expectations;
using Postern.Daemon.FilterTests.Model;

namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>Reads what follows <c>expect</c>.</summary>
internal static class ExpectationParser
{
    private static readonly string[] Kinds =
    [
        "reply", "header", "added", "changed", "removed", "from", "to", "body", "message", "unchanged", "quarantine", "log", "record",
    ];

    /// <param name="line">The line after <c>expect</c>.</param>
    /// <param name="message">The message that it is about.</param>
    /// <param name="pathOf">Finds a file that is named in the test file.</param>
    /// <param name="takeBlock">Asks for the lines with <c>|</c> that follow.</param>
    public static Expectation Read(LineCursor line, TestMessage message, Func<string, string> pathOf, Action<Action<string>> takeBlock)
    {
        bool isNegative = line.Take("no");
        string kind = line.Word($"what is expected ({string.Join(' ', Kinds)})").ToLowerInvariant();
        if (isNegative && kind is "reply" or "from" or "to" or "body" or "message" or "unchanged")
            throw new TestSyntaxException($"expect no {kind} cannot be said; no goes with header added changed removed quarantine log record");
        return kind switch
        {
            "reply" => ReplyParser.Read(line, message),
            "header" => Header(line, HeaderChange.Present, isNegative),
            "added" => Header(line, HeaderChange.Added, isNegative),
            "changed" => Header(line, HeaderChange.Changed, isNegative),
            "removed" => Header(line, HeaderChange.Removed, isNegative),
            "from" or "to" => Envelope(line, kind == "from"),
            "body" or "message" => Content(line, kind == "body", pathOf, takeBlock),
            "unchanged" => new UnchangedExpectation { Line = line.Number, Source = line.Text },
            "quarantine" => new QuarantineExpectation
            {
                Line = line.Number,
                Source = line.Text,
                IsNegative = isNegative,
                Reason = line.IsAtEnd ? null : line.Pattern(isPart: false),
            },
            "log" => new LogExpectation
            {
                Line = line.Number,
                Source = line.Text,
                IsNegative = isNegative,
                Text = line.Pattern(isPart: true),
            },
            "record" => Record(line, isNegative),
            _ => throw new TestSyntaxException(FilterTestParser.Unknown("expectation", kind, Kinds)),
        };
    }

    /// <summary><c>NAME: VALUE</c>, the value as it stands; <c>NAME /pattern/</c>; <c>NAME</c>.</summary>
    private static HeaderExpectation Header(LineCursor line, HeaderChange change, bool isNegative)
    {
        string word = line.Word("a field's name");
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? word : word[..colon];
        if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new TestSyntaxException($"a field's name was expected, `{word}' stands there");
        TextPattern? value = null;
        if (colon >= 0)
        {
            string rest = line.Rest();
            value = TextPattern.Of(colon == word.Length - 1 ? rest : $"{word[(colon + 1)..]} {rest}".TrimEnd(), isPart: false);
        }
        else if (!line.IsAtEnd)
        {
            value = line.IsAtText
                ? line.Pattern(isPart: false)
                : throw new TestSyntaxException($"`{name}: VALUE' or a /pattern/ was expected, `{line.Rest()}' follows the name");
        }

        return new HeaderExpectation
        {
            Line = line.Number,
            Source = line.Text,
            Change = change,
            IsNegative = isNegative,
            Name = name,
            Value = value,
        };
    }

    private static EnvelopeExpectation Envelope(LineCursor line, bool isSender)
    {
        var expected = new List<string>();
        do
        {
            string word = line.Word("an address");
            expected.Add((isSender && expected.Count > 0) || word.StartsWith('<') ? word : $"<{word}>");
        }
        while (!line.IsAtEnd);
        return new EnvelopeExpectation { Line = line.Number, Source = line.Text, IsSender = isSender, Expected = expected };
    }

    private static ContentExpectation Content(
        LineCursor line, bool isBody, Func<string, string> pathOf, Action<Action<string>> takeBlock)
    {
        if (isBody && !line.IsAtEnd)
            return new ContentExpectation { Line = line.Number, Source = line.Text, IsBody = true, Part = line.Pattern(isPart: true) };
        var expectation = new ContentExpectation { Line = line.Number, Source = line.Text, IsBody = isBody };
        if (line.IsAtEnd)
            takeBlock(text => expectation.Whole = text);
        else
            expectation.Whole = WithCrLf(FileText.Read(pathOf(line.Word("the message's file"))));
        return expectation;
    }

    private static string WithCrLf(byte[] text) => Encoding.Latin1.GetString(text)
        .Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);

    private static RecordExpectation Record(LineCursor line, bool isNegative) => new()
    {
        Line = line.Number,
        Source = line.Text,
        IsNegative = isNegative,
        Database = StoredRecord.WithoutScheme(line.Word("the database's name")),
        Key = line.Word("the record's key"),
        Value = line.IsAtEnd ? null : line.Pattern(isPart: false),
    };
}
