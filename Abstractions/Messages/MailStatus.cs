namespace Postern.Abstractions.Messages;

/// <summary>Whether a server or program has taken a message for a recipient.</summary>
public enum MailStatus
{
    /// <summary>It has: the message is its responsibility now.</summary>
    Delivered,

    /// <summary>It never will: the same submission would fail again.</summary>
    Refused,

    /// <summary>Not now: trying again later may help. Where the connection broke at the very end the message may have been taken all the same.</summary>
    Deferred,
}
