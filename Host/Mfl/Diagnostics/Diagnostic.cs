using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Diagnostics;

/// <summary>One message about an MFL source, in the format of mailfromd: <c>file:line.col-col: [warning: ]text</c>.</summary>
/// <param name="Severity">Warning or error.</param>
/// <param name="Place">Where it stands; an empty file name means that it has no place (errors found when the program is put together).</param>
/// <param name="Text">What is wrong, without place and severity.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, SourcePlace Place, string Text)
{
    /// <summary>The whole line as it is printed, without the program's name.</summary>
    public override string ToString() => ToString(showsColumns: true);

    /// <summary>The line; without columns (<c>--no-location-column</c>) a place is <c>file:line</c>.</summary>
    public string ToString(bool showsColumns)
    {
        var word = Severity == DiagnosticSeverity.Warning ? "warning: " : "";
        return string.IsNullOrEmpty(Place.File)
            ? (Severity == DiagnosticSeverity.Warning ? word : "error: ") + Text
            : showsColumns ? $"{Place}: {word}{Text}"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Place.File}:{Place.Line}: {word}{Text}");
    }
}
