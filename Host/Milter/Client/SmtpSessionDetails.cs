using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>The SMTP client that an MTA would have in front of it.</summary>
public sealed record SmtpSessionDetails
{
    /// <summary>The client's name.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>The address family.</summary>
    public ClientFamily Family { get; init; } = ClientFamily.IPv4;

    /// <summary>The client's port.</summary>
    public ushort Port { get; init; }

    /// <summary>The address in text form.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The argument of HELO.</summary>
    public string Helo { get; init; } = "localhost";

    /// <summary>Macros per stage, sent with it whatever the filter has asked for.</summary>
    public IReadOnlyDictionary<MilterStage, IReadOnlyList<MilterMacro>> Macros { get; init; } =
        new Dictionary<MilterStage, IReadOnlyList<MilterMacro>>();

    /// <summary>Macros known at every stage: sent where the filter has asked for them, otherwise with connect.</summary>
    public IReadOnlyList<MilterMacro> CommonMacros { get; init; } = [];
}
