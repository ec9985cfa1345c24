using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm;

/// <summary>One kind of database file and the library that reads and writes it.</summary>
internal abstract class DatabaseFormat
{
    /// <summary>Enough of a file's beginning for <see cref="Recognizes"/>.</summary>
    public const int HeadSize = 512;

    /// <summary>Larger files are refused: looking through them would take too long.</summary>
    public const long LargestFile = 16L << 30;

    public const int LargestValue = 16 << 20;

    public abstract string Scheme { get; }

    /// <summary>What users call such files.</summary>
    public abstract string Kind { get; }

    /// <summary>The Debian package of the library.</summary>
    public abstract string Package { get; }

    public abstract int LargestKey { get; }

    public abstract int SmallestKey { get; }

    /// <summary>Whether a file is of this kind.</summary>
    public abstract bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>Looks through a file without the library, which may crash or hang when a file is damaged.</summary>
    public abstract FileReport Check(SafeFileHandle file, long size);

    /// <summary>Opens a file that is sound or empty.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">What users call it.</param>
    /// <param name="access">What will be done.</param>
    /// <param name="model">What a new file is to be like.</param>
    public abstract DatabaseSession Open(SafeFileHandle file, string path, SessionAccess access, FileModel? model = null);
}
