namespace Postern.Abstractions.Storage;

/// <summary>How records are listed.</summary>
/// <param name="Now">The time of the listing.</param>
/// <param name="FormatTime">Writes a time as the user wants it (<c>--time-format</c>).</param>
public sealed record StateListing(DateTimeOffset Now, Func<DateTimeOffset, string> FormatTime)
{
    /// <summary>Predict when a sender may send again who may send this many messages (<c>--predict</c>); <see langword="null"/>: no prediction.</summary>
    public long? PredictCount { get; init; }

    /// <summary>The interval to which <see cref="PredictCount"/> belongs.</summary>
    public TimeSpan PredictInterval { get; init; } = TimeSpan.FromSeconds(1);
}
