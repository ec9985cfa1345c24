using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Diagnostics;

/// <summary>Collects the messages of one compilation, in order, and bounds their number.</summary>
public sealed class DiagnosticBag
{
    /// <summary>Errors beyond this number are counted but not kept: a broken source must not fill the log.</summary>
    public const int MaxErrors = 100;

    private readonly List<Diagnostic> _items = [];

    /// <summary>The messages in the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Items => _items;

    /// <summary>Number of errors found, those not kept included.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Number of warnings kept.</summary>
    public int WarningCount { get; private set; }

    /// <summary>Whether an error was found.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>Whether so many errors came that going on is of no use.</summary>
    public bool IsFull => ErrorCount >= MaxErrors;

    /// <summary>Adds an error at a place; what the parser has told, the binder need not repeat.</summary>
    public void Error(SourcePlace place, string text)
    {
        var error = new Diagnostic(DiagnosticSeverity.Error, place, text);
        if (_items.Contains(error))
            return;
        if (++ErrorCount <= MaxErrors)
            _items.Add(error);
    }

    /// <summary>Adds a warning at a place.</summary>
    public void Warning(SourcePlace place, string text)
    {
        if (WarningCount >= MaxErrors)
            return;
        WarningCount++;
        _items.Add(new Diagnostic(DiagnosticSeverity.Warning, place, text));
    }
}
