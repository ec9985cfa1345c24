using System.Diagnostics.CodeAnalysis;

namespace Postern.Abstractions.Milter;

/// <summary>A set of <see cref="MilterStage"/> values; the bit of a stage is <c>1 &lt;&lt; (int)stage</c>.</summary>
[Flags]
[SuppressMessage("Design", "CA1069", Justification = "All is the union of the others.")]
public enum MilterStages
{
    /// <summary>The empty set.</summary>
    None = 0,

    /// <inheritdoc cref="MilterStage.Connect"/>
    Connect = 1 << MilterStage.Connect,

    /// <inheritdoc cref="MilterStage.Helo"/>
    Helo = 1 << MilterStage.Helo,

    /// <inheritdoc cref="MilterStage.Mail"/>
    Mail = 1 << MilterStage.Mail,

    /// <inheritdoc cref="MilterStage.Rcpt"/>
    Rcpt = 1 << MilterStage.Rcpt,

    /// <inheritdoc cref="MilterStage.Data"/>
    Data = 1 << MilterStage.Data,

    /// <inheritdoc cref="MilterStage.Header"/>
    Header = 1 << MilterStage.Header,

    /// <inheritdoc cref="MilterStage.EndOfHeaders"/>
    EndOfHeaders = 1 << MilterStage.EndOfHeaders,

    /// <inheritdoc cref="MilterStage.Body"/>
    Body = 1 << MilterStage.Body,

    /// <inheritdoc cref="MilterStage.EndOfMessage"/>
    EndOfMessage = 1 << MilterStage.EndOfMessage,

    /// <inheritdoc cref="MilterStage.Unknown"/>
    Unknown = 1 << MilterStage.Unknown,

    /// <inheritdoc cref="MilterStage.Abort"/>
    Abort = 1 << MilterStage.Abort,

    /// <inheritdoc cref="MilterStage.Close"/>
    Close = 1 << MilterStage.Close,

    /// <summary>Every stage.</summary>
    All = Connect | Helo | Mail | Rcpt | Data | Header | EndOfHeaders | Body | EndOfMessage | Unknown | Abort | Close,
}
