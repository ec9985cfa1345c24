using System.Globalization;
using System.Runtime.InteropServices;

namespace Postern.Daemon.Posix;

/// <summary>
/// The change from root to the user that filters (manual nodes <c>conf-priv</c> and <c>Starting and Stopping</c>): its group, the
/// supplementary groups that the administrator names and no others. Mail is never filtered as root.
/// </summary>
internal static class Privileges
{
    /// <summary>Users that are looked for when none is named.</summary>
    public static IReadOnlyList<string> DefaultUsers { get; } = ["postern", "mailfromd"];

    /// <summary>Gives up root's privileges for good. Without them nothing is done, but asking for another user is an error.</summary>
    /// <exception cref="StartException">There is no such user or group, the user is root, or the system refuses.</exception>
    public static void Drop(string? userName, IReadOnlyList<string> groupNames)
    {
        if (LibC.EffectiveUserId() != 0)
        {
            if (userName is not null && FindUser(userName).UserId != LibC.EffectiveUserId())
                throw new StartException(ExitCode.Software, $"cannot become user {userName}: only root can; start as root or as {userName}");
            return;
        }

        PosixUser user = userName is null ? FindDefaultUser() : FindUser(userName);
        if (user.UserId == 0)
            throw new StartException(ExitCode.Software, "refusing to run as root; name an unprivileged user with --user or `user'");
        uint[] groups = [user.GroupId, .. groupNames.Select(FindGroup)];
        Check(LibC.SetGroups((nuint)groups.Length, groups), "setgroups");
        Check(LibC.SetGroupId(user.GroupId), "setgid");
        Check(LibC.SetUserId(user.UserId), "setuid");
        if (LibC.SetUserId(0) == 0)
            throw new StartException(ExitCode.Software, $"root's privileges came back after they were given up for {user.Name}");
        CheckReadable(user.Name);
    }

    public static uint FindGroup(string name) => UserDatabase.TryGroup(name, out uint group)
        ? group
        : throw new StartException(ExitCode.Software, $"unknown group: {name}");

    public static PosixUser FindUser(string name) => UserDatabase.TryUser(name, out PosixUser? user)
        ? user
        : throw new StartException(ExitCode.Software, $"no such user: {name}");

    private static PosixUser FindDefaultUser()
    {
        foreach (string name in DefaultUsers)
        {
            if (UserDatabase.TryUser(name, out PosixUser? user))
                return user;
        }

        throw new StartException(
            ExitCode.Software,
            $"refusing to run as root, and there is no user {string.Join(" or ", DefaultUsers)}; create one, or name another with --user or `user'");
    }

    /// <summary>The run-time loads assemblies when they are first used: the new user must be able to read them, too.</summary>
    private static void CheckReadable(string user)
    {
        try
        {
            File.OpenHandle(Path.Combine(AppContext.BaseDirectory, typeof(Privileges).Assembly.GetName().Name + ".dll")).Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartException(
                ExitCode.Software, $"user {user} cannot read the program's own files in {AppContext.BaseDirectory}; install it where everybody can");
        }
    }

    private static void Check(int result, string call)
    {
        if (result == 0)
            return;
        int error = Marshal.GetLastPInvokeError();
        throw new StartException(ExitCode.Software, string.Create(
            CultureInfo.InvariantCulture, $"cannot give up root's privileges: {call}: {Marshal.GetPInvokeErrorMessage(error)}"));
    }
}
