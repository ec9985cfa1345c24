using Postern.Daemon.Posix;

namespace Postern.Tools.Mfdbtool.Site;

/// <summary>
/// Started by root, the program works as the user that the host becomes: what it makes in the state directory must be the host's. It stays root where
/// an administrator says so or there is none of the host's default users.
/// </summary>
internal static class SiteUser
{
    private const string Root = "root";

    /// <exception cref="StartException">There is no such user, or the system refuses.</exception>
    public static void Become(string? user, IReadOnlyList<string> groups)
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        user ??= Privileges.DefaultUsers.FirstOrDefault(static name => UserDatabase.TryUser(name, out _)) ?? Root;
        if (user != Root)
            Privileges.Drop(user, groups);
    }
}
