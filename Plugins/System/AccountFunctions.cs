using System.Globalization;
using System.Runtime.InteropServices;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Plugins.System.Native;

namespace Postern.Plugins.System;

/// <summary>The system's accounts (manual, node "Passwd Functions").</summary>
[PluginExport(typeof(IMflModule), "accounts")]
public sealed class AccountFunctions : IMflModule
{
    private const int FirstBufferSize = 1024;
    private const int LargestBufferSize = 1024 * 1024;
    private const int ResultTooLarge = 34;

    private delegate int Search(out NativeAccount account, nint buffer, nint size, out nint result);

    /// <summary>An account by its name, as <c>name:x:uid:gid:gecos:directory:shell</c>.</summary>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none.</exception>
    [MflFunction("getpwnam", Raises = "e_not_found")]
    public static string ByName(string name) =>
        FindName(name) ?? throw new MflException(MflExceptionCode.NotFound, $"getpwnam: {name}: user not found");

    /// <summary>An account by its number, likewise.</summary>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none.</exception>
    [MflFunction("getpwuid", Raises = "e_not_found")]
    public static string ById(long id) =>
        FindId(id) ?? throw new MflException(MflExceptionCode.NotFound, $"getpwuid: {(ulong)id}: uid not found");

    /// <summary>Whether there is an account of this name.</summary>
    [MflFunction("mappwnam")]
    public static bool HasName(string name) => FindName(name) is not null;

    /// <summary>Whether there is an account of this number.</summary>
    [MflFunction("mappwuid")]
    public static bool HasId(long id) => FindId(id) is not null;

    /// <summary>Whether the name is a user's. The host asks the system's accounts alone.</summary>
    [MflFunction("validuser")]
    public static bool IsUser(string name) => FindName(name) is not null;

    private static string? FindName(string name)
    {
        // No account has such a name, and a field separator could lead the system's sources astray.
        if (name.Length == 0 || name.AsSpan().IndexOfAny('\0', ':', '\n') >= 0)
            return null;
        var bytes = NativeText.Terminated("getpwnam", name);
        return Find((out NativeAccount account, nint buffer, nint size, out nint result) =>
            LibC.getpwnam_r(bytes, out account, buffer, size, out result));
    }

    private static string? FindId(long id) => id is < 0 or > uint.MaxValue
        ? null
        : Find((out NativeAccount account, nint buffer, nint size, out nint result) =>
            LibC.getpwuid_r((uint)id, out account, buffer, size, out result));

    private static string? Find(Search search)
    {
        for (var size = FirstBufferSize; size <= LargestBufferSize; size *= 4)
        {
            var buffer = Marshal.AllocHGlobal(size);
            try
            {
                if (search(out var account, buffer, size, out var result) != ResultTooLarge)
                    return result == 0 ? null : Describe(account);
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }

        return null;
    }

    private static string Describe(in NativeAccount account) => string.Create(
        CultureInfo.InvariantCulture,
        $"{NativeText.Read(account.Name)}:x:{account.User}:{account.Group}:{NativeText.Read(account.RealName)}:{NativeText.Read(account.Directory)}:{NativeText.Read(account.Shell)}");
}
