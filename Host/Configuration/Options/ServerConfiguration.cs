using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Options;

/// <summary>A <c>server milter</c> block (manual node <c>conf-server</c>): one listener.</summary>
public sealed record ServerConfiguration
{
    /// <summary>The identifier (<c>id</c>); empty when not given.</summary>
    public string Id { get; init; } = "";

    /// <summary>The address in any of the milter spellings (<c>listen</c>).</summary>
    public string Listen { get; init; } = "";

    /// <summary>Where <see cref="Listen"/> stands, or the block when it is missing.</summary>
    public SourcePlace Place { get; init; }

    /// <summary>Pending connections that the system keeps (<c>backlog</c>); 0 for the host's default.</summary>
    public int Backlog { get; init; }

    /// <summary>Connections served at once (<c>max-instances</c>); 0 for the host's default.</summary>
    public int MaxInstances { get; init; }

    /// <summary>Whether a socket that nobody serves any more is replaced (<c>reuseaddr</c>).</summary>
    public bool ReuseAddress { get; init; } = true;

    /// <summary>The permission bits of a unix socket (<c>socket-mode</c>, ours, octal); <see langword="null"/> leaves them to the umask.</summary>
    public int? SocketMode { get; init; }

    /// <summary>The owner of a unix socket as <c>user</c>, <c>user:group</c> or <c>:group</c> (<c>socket-owner</c>, ours); empty for the daemon's own.</summary>
    public string SocketOwner { get; init; } = "";

    /// <summary>Who may connect, first match wins; <see langword="null"/> when the block has no <c>acl</c>.</summary>
    public IReadOnlyList<AclEntry>? Acl { get; init; }
}
