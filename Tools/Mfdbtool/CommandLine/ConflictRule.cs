namespace Postern.Tools.Mfdbtool.CommandLine;

/// <summary>Which record stays when an imported key is there already.</summary>
internal enum ConflictRule
{
    /// <summary>The one that expires later; the one that is there when both expire at the same time.</summary>
    Newer,

    /// <summary>The imported one.</summary>
    Replace,

    /// <summary>The one that is there.</summary>
    Keep,
}
