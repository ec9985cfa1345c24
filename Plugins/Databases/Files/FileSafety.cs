using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Files;

/// <summary>Refuses files that anybody on the machine could have written or replaced, as mailfromd does.</summary>
internal static class FileSafety
{
    /// <exception cref="StateStoreException">The file is not safe.</exception>
    public static void Check(string path)
    {
        if (FileStatus.Of(path) is { IsWritableForAll: true })
            throw Unsafe(path, "World writable file");
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory && FileStatus.Of(directory) is { IsWritableForAll: true })
            throw Unsafe(path, "File in world writable directory");
    }

    private static StateStoreException Unsafe(string path, string reason) => new($"{path} fails safety check: {reason}", isTransient: false);
}
