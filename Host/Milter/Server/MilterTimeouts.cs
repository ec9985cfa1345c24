namespace Postern.Milter.Server;

/// <summary>How long a session waits, for the MTA and for the filter. Measured with a resolution of one second.</summary>
public sealed record MilterTimeouts
{
    /// <summary>From connection to the MTA's option negotiation.</summary>
    public TimeSpan Negotiation { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the MTA's next command (libmilter: 7210 s, because an SMTP client may be slow).</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(7210);

    /// <summary>For the MTA to take a reply.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a handler of an SMTP command, wait for a worker included; below the 30 s of Postfix's <c>milter_command_timeout</c>.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>For a handler of header, body or end of message; below the 300 s of Postfix's <c>milter_content_timeout</c>.</summary>
    public TimeSpan Content { get; init; } = TimeSpan.FromSeconds(280);

    /// <summary>Between the progress frames that are sent while a handler of the end of message runs.</summary>
    public TimeSpan Progress { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After a handler's time is up, for it to notice that before its session is given up.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(3);
}
