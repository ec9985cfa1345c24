namespace Postern.Plugins.Spf.Evaluation;

/// <summary>The outcomes of matching a mechanism.</summary>
internal enum SpfMatchKind
{
    No,
    Yes,
    TempError,
    PermError,
}
