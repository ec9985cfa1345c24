using System.Diagnostics.CodeAnalysis;

namespace Postern.Daemon.Posix;

/// <summary>Looks up users and groups, in whatever sources the system is configured for.</summary>
internal static unsafe class UserDatabase
{
    private const int FirstBuffer = 1024;
    private const int LastBuffer = 1024 * 1024;

    public static bool TryUser(string name, [NotNullWhen(true)] out PosixUser? user)
    {
        user = null;
        int error = LibC.ErrorRange;
        for (int size = FirstBuffer; error == LibC.ErrorRange && size <= LastBuffer; size *= 4)
        {
            fixed (byte* buffer = new byte[size])
            {
                LibC.UserEntry entry;
                error = LibC.UserByName(name, &entry, buffer, (nuint)size, out LibC.UserEntry* result);
                if (error == 0 && result != null)
                    user = new PosixUser(name, entry.UserId, entry.GroupId);
            }
        }

        return user is not null;
    }

    public static bool TryGroup(string name, out uint groupId)
    {
        groupId = 0;
        int error = LibC.ErrorRange;
        for (int size = FirstBuffer; error == LibC.ErrorRange && size <= LastBuffer; size *= 4)
        {
            fixed (byte* buffer = new byte[size])
            {
                LibC.GroupEntry entry;
                error = LibC.GroupByName(name, &entry, buffer, (nuint)size, out LibC.GroupEntry* result);
                if (error == 0 && result != null)
                {
                    groupId = entry.GroupId;
                    return true;
                }
            }
        }

        return false;
    }
}
