using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm;

/// <summary>Makes the exceptions of the stores.</summary>
internal static class StoreFailure
{
    /// <summary>A system call has failed.</summary>
    public static StateStoreException Of(string path, string what, int error) =>
        new($"{path}: {what}: {LibC.Describe(error)}", IsTransient(error));

    /// <summary>The file is not what it should be.</summary>
    public static StateStoreException Damaged(string path, string fault) =>
        new($"{path}: {fault}; restore the file or have it made anew", isTransient: false);

    /// <summary>What space, memory and patience can mend.</summary>
    public static bool IsTransient(int error) => error is LibC.ErrorInterrupted or LibC.ErrorAgain or LibC.ErrorOutOfMemory or LibC.ErrorInput
        or LibC.ErrorTooManyInProcess or LibC.ErrorTooManyInSystem or LibC.ErrorNoSpace or LibC.ErrorQuota;
}
