namespace Postern.Abstractions.Milter;

/// <summary>Makes the sessions of one filter: an MFL program, or a filter written in .NET. Thread-safe.</summary>
public interface IFilterEngine
{
    /// <summary>What the filter needs of the MTA and of the host; read once per connection, before negotiation.</summary>
    FilterRequirements Requirements { get; }

    /// <summary>Makes the session of one milter connection, which may carry several SMTP messages.</summary>
    /// <param name="context">The host's side of the session; valid until the session is disposed.</param>
    IFilterSession CreateSession(IFilterContext context);
}
