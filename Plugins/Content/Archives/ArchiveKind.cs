namespace Postern.Plugins.Content.Archives;

/// <summary>How a content is looked into.</summary>
internal enum ArchiveKind
{
    /// <summary>It is no archive.</summary>
    None,

    /// <summary>A zip file.</summary>
    Zip,

    /// <summary>A tape archive.</summary>
    Tar,

    /// <summary>A gzip file.</summary>
    Gzip,

    /// <summary>A program, behind which a zip file may stand.</summary>
    Program,

    /// <summary>An archive of a kind that cannot be read here.</summary>
    Other,
}
