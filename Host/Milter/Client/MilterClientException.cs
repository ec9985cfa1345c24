namespace Postern.Milter.Client;

/// <summary>The filter cannot be reached, went away, stayed silent, or does not speak the milter protocol.</summary>
public sealed class MilterClientException(MilterClientFailure failure, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Who failed, and how.</summary>
    public MilterClientFailure Failure { get; } = failure;
}
