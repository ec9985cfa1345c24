using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Plugins.System.Native;

namespace Postern.Plugins.System;

/// <summary>Files by name (manual, nodes "I/O Functions" and "System Functions").</summary>
[PluginExport(typeof(IMflModule), "files")]
public sealed class FileFunctions : IMflModule
{
    private const int AllModes = 7;

    /// <summary>Whether the host may access a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">A sum of <c>R_OK</c> 4, <c>W_OK</c> 2 and <c>X_OK</c> 1, or <c>F_OK</c> 0: whether the file exists.</param>
    /// <exception cref="MflException"><c>e_failure</c>: another mode.</exception>
    [MflFunction("access", Raises = "e_failure e_inval")]
    public static bool Access(string path, long mode) => mode is < 0 or > AllModes
        ? throw new MflException(MflExceptionCode.Failure, "access: bad access mode")
        : LibC.access(NativeText.Terminated("access", path), (int)mode) == 0;

    /// <summary>Removes a file's name.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it cannot be removed.</exception>
    [MflFunction("unlink", Raises = "e_failure e_inval")]
    public static void Unlink(string path)
    {
        if (LibC.unlink(NativeText.Terminated("unlink", path)) < 0)
            throw new MflException(MflExceptionCode.Failure, $"unlink: cannot unlink {path}: {NativeText.LastErrorText}");
    }

    /// <summary>Gives a file another name on the same file system, in the place of a file that has it.</summary>
    /// <exception cref="MflException"><c>e_not_found</c>: there is no such file; <c>e_failure</c>: any other reason.</exception>
    [MflFunction("rename", Raises = "e_not_found e_failure e_inval")]
    public static void Rename(string from, string to)
    {
        const int NoSuchFile = 2;
        if (LibC.rename(NativeText.Terminated("rename", from), NativeText.Terminated("rename", to)) < 0)
        {
            throw new MflException(
                LibC.LastError == NoSuchFile ? MflExceptionCode.NotFound : MflExceptionCode.Failure,
                $"rename: cannot rename {from} to {to}: {NativeText.LastErrorText}");
        }
    }
}
