using System.Globalization;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;

namespace Postern.Differential.Tests;

/// <summary>Says why a program does not compile: the names that are not known; when it is not for a name, by the messages.</summary>
internal static class MissingNames
{
    public static string Describe(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(static item => item.Severity == DiagnosticSeverity.Error).ToArray();
        string[] names = [.. errors.Select(NameOf).Where(static name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        return names.Length > 0 ? string.Join(' ', names) : string.Join("; ", errors.Select(static item => item.Text).Distinct(StringComparer.Ordinal));
    }

    private static string NameOf(Diagnostic item)
    {
        if (item.Text.StartsWith("variable ", StringComparison.Ordinal) && item.Text.EndsWith(" is not defined", StringComparison.Ordinal))
            return item.Text.Split(' ')[1];
        if (item.Text.Split('`', '\'') is [_, var name, " is not known; did you mean ", ..])
            return name;
        return item.Text.StartsWith("syntax error, unexpected identifier", StringComparison.Ordinal) && File.Exists(item.Place.File)
            ? WordAt(item.Place)
            : "";
    }

    /// <summary>The word at a place; its line is counted as <c>#line</c> in the file says.</summary>
    private static string WordAt(SourcePlace place)
    {
        int number = 0;
        foreach (string line in File.ReadLines(place.File))
        {
            number++;
            if (line.StartsWith("#line ", StringComparison.Ordinal))
                number = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) - 1;
            else if (number == place.Line)
                return new string([.. line.Skip(place.Column - 1).TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c == '_')]);
        }

        return "";
    }
}
