using System.Net;

namespace Postern.Milter.Server;

/// <summary>
/// One line of a listener's access list. The first rule that matches a peer decides; a peer that none matches is let in
/// unless the list holds a rule that allows.
/// </summary>
/// <param name="Allow">Whether a peer that matches is let in.</param>
/// <param name="Network">The peer's network; <see langword="null"/> when the rule does not look at the address. Matches TCP peers only.</param>
/// <param name="UserId">The user id of the process at the other end of a UNIX socket; <see langword="null"/> when the rule does not look at it.</param>
public sealed record AccessRule(bool Allow, IPNetwork? Network, uint? UserId)
{
    /// <summary>Lets every peer in, or none.</summary>
    public static AccessRule Any(bool allow) => new(allow, null, null);
}
