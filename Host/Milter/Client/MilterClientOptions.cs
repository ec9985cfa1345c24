using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>What the client offers and how long it waits. The defaults are those of a present-day MTA.</summary>
public sealed record MilterClientOptions
{
    private const MilterActions Version2Actions = (MilterActions)0x3F;
    private const MilterSteps Version2Steps = (MilterSteps)0x7F;
    private const MilterSteps Version3Steps = (MilterSteps)0x1FF;
    private const MilterSteps Version4Steps = (MilterSteps)0x3FF;
    private const MilterSteps Version6Steps = (MilterSteps)0x1FFFFF;

    /// <summary>The protocol version offered, 2 to 6.</summary>
    public int Version { get; init; } = 6;

    /// <summary>The actions offered.</summary>
    public MilterActions Actions { get; init; } = MilterActions.All;

    /// <summary>The protocol steps offered.</summary>
    public MilterSteps Steps { get; init; } = Version6Steps;

    /// <summary>The longest wait for the connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait for the filter to take what is sent.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait for the reply to a command before end of message.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest silence at end of message; a progress reply begins it again.</summary>
    public TimeSpan ContentTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The longest time from the end of the message to its reply, whatever progress the filter reports.</summary>
    public TimeSpan EndOfMessageTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Sees every frame.</summary>
    public IMilterFrameObserver? Observer { get; init; }

    /// <summary>What an MTA of a protocol version offers.</summary>
    /// <param name="version">The version, 2 to 6; others are passed on as they are, with the offer of the nearest.</param>
    public static MilterClientOptions ForVersion(int version) => new()
    {
        Version = version,
        Actions = version < 5 ? Version2Actions : MilterActions.All,
        Steps = version switch
        {
            <= 2 => Version2Steps,
            3 => Version3Steps,
            4 or 5 => Version4Steps,
            _ => Version6Steps,
        },
    };
}
