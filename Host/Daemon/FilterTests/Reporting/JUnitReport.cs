using System.Globalization;
using System.Text;
using System.Xml;
using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.FilterTests.Running;
using Postern.Daemon.Try;

namespace Postern.Daemon.FilterTests.Reporting;

/// <summary>
/// Writes results as JUnit XML: a suite per test file, with every attribute and element that the schemas in use (Ant's, Jenkins') ask for.
/// A test that could not be played, and a file with mistakes, is an error; one that did not turn out as expected is a failure.
/// </summary>
internal static class JUnitReport
{
    public static void Write(Stream stream, IReadOnlyList<FilterTestFile> files, IReadOnlyList<TestResult> results, DateTimeOffset begun)
    {
        using var writer = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Indent = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            NewLineChars = "\n",
        });
        writer.WriteStartDocument();
        writer.WriteStartElement("testsuites");
        for (int i = 0; i < files.Count; i++)
            WriteSuite(writer, i, files[i], [.. results.Where(result => result.File == files[i].Path)], begun);
        writer.WriteEndElement();
        writer.WriteEndDocument();
    }

    private static void WriteSuite(XmlWriter writer, int id, FilterTestFile file, TestResult[] results, DateTimeOffset begun)
    {
        int mistakes = file.Problems.Count > 0 ? 1 : 0;
        writer.WriteStartElement("testsuite");
        Attribute(writer, "name", file.Path);
        Attribute(writer, "package", Path.GetDirectoryName(file.Path) ?? "");
        Attribute(writer, "id", id.ToString(CultureInfo.InvariantCulture));
        Attribute(writer, "timestamp", begun.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        Attribute(writer, "hostname", Environment.MachineName);
        Attribute(writer, "tests", (results.Length + mistakes).ToString(CultureInfo.InvariantCulture));
        Attribute(writer, "failures", results.Count(static result => result.Status == TestStatus.Failed).ToString(CultureInfo.InvariantCulture));
        Attribute(writer, "errors", (results.Count(static result => result.Status == TestStatus.Broken) + mistakes).ToString(CultureInfo.InvariantCulture));
        Attribute(writer, "time", Seconds(results.Aggregate(TimeSpan.Zero, static (sum, result) => sum + result.Duration)));
        writer.WriteStartElement("properties");
        writer.WriteEndElement();
        if (mistakes > 0)
            WriteMistakes(writer, file);
        foreach (TestResult result in results)
            WriteCase(writer, result);
        Element(writer, "system-out", string.Join('\n', results.SelectMany(static result => result.Dialogue.Prepend($"{result.Test.Name}:"))));
        Element(writer, "system-err", "");
        writer.WriteEndElement();
    }

    private static void WriteMistakes(XmlWriter writer, FilterTestFile file)
    {
        BeginCase(writer, file.Path, "the test file", TimeSpan.Zero);
        Problem(writer, "error", "mistake", file.Problems[0].ToString(), file.Problems.Select(static problem => problem.ToString()));
        writer.WriteEndElement();
    }

    private static void WriteCase(XmlWriter writer, TestResult result)
    {
        BeginCase(writer, result.File, result.Test.Name, result.Duration);
        if (result.Status != TestStatus.Passed)
        {
            Problem(
                writer,
                result.Status == TestStatus.Failed ? "failure" : "error",
                result.Status == TestStatus.Failed ? "expectation" : "filter",
                FailureText.Title(result.File, result.Failures[0]),
                result.Failures.SelectMany(failure => FailureText.Lines(failure).Prepend(FailureText.Title(result.File, failure))));
        }

        writer.WriteEndElement();
    }

    private static void BeginCase(XmlWriter writer, string file, string name, TimeSpan duration)
    {
        writer.WriteStartElement("testcase");
        Attribute(writer, "name", name);
        Attribute(writer, "classname", file);
        Attribute(writer, "time", Seconds(duration));
    }

    private static void Problem(XmlWriter writer, string element, string type, string message, IEnumerable<string> lines)
    {
        writer.WriteStartElement(element);
        Attribute(writer, "type", type);
        Attribute(writer, "message", message);
        writer.WriteString(Clean(string.Join('\n', lines)));
        writer.WriteEndElement();
    }

    private static void Element(XmlWriter writer, string name, string text)
    {
        writer.WriteStartElement(name);
        writer.WriteString(Clean(text));
        writer.WriteEndElement();
    }

    private static void Attribute(XmlWriter writer, string name, string value) => writer.WriteAttributeString(name, Clean(value));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 has no way to write most control characters, not even escaped; they are written as <c>\xHH</c>.</summary>
    private static string Clean(string byteText)
    {
        var clean = new StringBuilder(byteText.Length);
        foreach (char c in ByteText.Decode(byteText))
        {
            if (c is '\n' or '\t' || !(char.IsControl(c) || c is '\uFFFE' or '\uFFFF'))
                clean.Append(c);
            else
                clean.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
        }

        return clean.ToString();
    }
}
