namespace Postern.Plugins.Content.Archives;

/// <summary>What can be said of a content as an archive; of several the last in this order counts.</summary>
internal enum ArchiveVerdict
{
    /// <summary>It is no archive.</summary>
    None,

    /// <summary>All members are known.</summary>
    Ok,

    /// <summary>It is damaged, or programs may find different members in it.</summary>
    Broken,

    /// <summary>Something in it cannot be looked into: it is encrypted, or compressed in a way that is not known here.</summary>
    Undecipherable,

    /// <summary>A limit was reached.</summary>
    TooBig,
}
