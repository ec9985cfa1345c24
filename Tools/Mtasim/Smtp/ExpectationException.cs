namespace Postern.Tools.Mtasim.Smtp;

/// <summary>A reply is not the one that the script expects.</summary>
internal sealed class ExpectationException(string message) : Exception(message);
