using System.Globalization;
using Postern.Testing.Language;

namespace Postern.Plugins.Strings.Tests;

/// <summary>Thousands of random strings and positions, judged by awk.</summary>
[TestClass]
public sealed class SubstringPropertyTests
{
    private const int Count = 5000;

    private const string Alphabet = "abcab.- \u00e4\u00ff\u0080";

    [TestMethod]
    public async Task Substr_RandomPositions_AgreesWithAwk()
    {
        var random = new Random(1);
        (string Text, int Start, int Length)[] cases =
            [.. Enumerable.Range(0, Count).Select(_ => (Text: Text(random, 1, 20), random.Next(20), random.Next(25))).Select(static item => (item.Text, Math.Min(item.Item2, item.Text.Length), item.Item3))];

        string[] expected = await AwkAsync("{ print substr($1, $2 + 1, $3) }", cases.Select(static item => $"{item.Text}\t{item.Start}\t{item.Length}"));

        for (int i = 0; i < Count; i++)
            Assert.AreEqual(expected[i], SubstringFunctions.Substr(cases[i].Text, cases[i].Start, cases[i].Length), cases[i].ToString());
    }

    [TestMethod]
    public async Task Substring_RandomPositions_AgreesWithAwk()
    {
        var random = new Random(2);
        var cases = new (string Text, int Start, int End)[Count];
        for (int i = 0; i < Count; i++)
        {
            string text = Text(random, 1, 20);
            int start = random.Next(text.Length);
            cases[i] = (text, start, random.Next(start, text.Length));
        }

        string[] expected = await AwkAsync("{ print substr($1, $2 + 1, $3 - $2 + 1) }", cases.Select(static item => $"{item.Text}\t{item.Start}\t{item.End}"));

        for (int i = 0; i < Count; i++)
        {
            (string text, int start, int end) = cases[i];
            Assert.AreEqual(expected[i], SubstringFunctions.Substring(text, start, end), cases[i].ToString());
            Assert.AreEqual(expected[i], SubstringFunctions.Substring(text, start, end - text.Length), $"{cases[i]} from the end");
        }
    }

    [TestMethod]
    public async Task Index_RandomParts_AgreesWithAwk()
    {
        var random = new Random(3);
        (string Text, string Part)[] cases = [.. Enumerable.Range(0, Count).Select(_ => (Text(random, 1, 20), Text(random, 1, 3)))];

        string[] expected = await AwkAsync("{ print index($1, $2) - 1 }", cases.Select(static item => $"{item.Text}\t{item.Part}"));

        for (int i = 0; i < Count; i++)
            Assert.AreEqual(expected[i], SubstringFunctions.Index(cases[i].Text, cases[i].Part).ToString(CultureInfo.InvariantCulture), cases[i].ToString());
    }

    [TestMethod]
    public void LastIndex_RandomParts_IsThatOfTheReversedStrings()
    {
        var random = new Random(4);
        for (int i = 0; i < Count; i++)
        {
            (string text, string part) = (Text(random, 1, 20), Text(random, 1, 3));
            long mirrored = SubstringFunctions.Index(StringFunctions.Reverse(text), StringFunctions.Reverse(part));

            Assert.AreEqual(mirrored < 0 ? -1 : text.Length - mirrored - part.Length, SubstringFunctions.LastIndex(text, part), $"{part} in {text}");
        }
    }

    [TestMethod]
    [DataRow("tr", 5)]
    [DataRow("dc", 6)]
    [DataRow("sq", 7)]
    public async Task Translation_RandomStrings_AgreesWithTr(string function, int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 20; round++)
        {
            string from = new([.. Text(random, 1, 4).Where(static c => c is not ('-' or ' ')).Append('a').Distinct()]);
            string to = new('x', random.Next(1, 3));
            string[] lines = [.. Enumerable.Range(0, 100).Select(_ => Text(random, 0, 30))];
            string[] words = function switch { "tr" => [from, to], "dc" => ["-d", from], _ => ["-s", from] };

            string[] expected = await LineFilter.RunAsync("tr", words, lines);

            for (int i = 0; i < lines.Length; i++)
            {
                string actual = function switch
                {
                    "tr" => TranslationFunctions.Translate(lines[i], from, to),
                    "dc" => TranslationFunctions.Delete(lines[i], from),
                    _ => TranslationFunctions.Squeeze(lines[i], from),
                };
                Assert.AreEqual(expected[i], actual, $"{function} {from} of `{lines[i]}'");
            }
        }
    }

    private static string Text(Random random, int least, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

    private static Task<string[]> AwkAsync(string program, IEnumerable<string> lines) => LineFilter.RunAsync("awk", ["-F", "\t", program], [.. lines]);
}
