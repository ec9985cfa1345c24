using Postern.Abstractions.Messages;

namespace Postern.Abstractions.Mfl;

/// <summary>The message descriptors of a session (manual, node "Message functions"), for functions that take or give one.</summary>
public interface IMflMessages
{
    /// <summary>The message of a descriptor.</summary>
    /// <param name="context">The session.</param>
    /// <param name="function">The function that asks, for error messages.</param>
    /// <param name="descriptor">The descriptor.</param>
    /// <exception cref="MflException"><c>e_failure</c>: there is no such message, or it was of an SMTP message that has ended; <c>e_range</c>: a number that is no descriptor at all.</exception>
    IMailMessage Get(MflContext context, string function, long descriptor);

    /// <summary>Gives a descriptor to a message.</summary>
    /// <param name="context">The session.</param>
    /// <param name="function">The function that asks, for error messages.</param>
    /// <param name="message">The message.</param>
    /// <param name="owned">What is to be disposed when the descriptor is closed, by the script or at the session's end, for example a temporary file.</param>
    /// <exception cref="MflException"><c>e_failure</c>: no more descriptors (<c>max-open-messages</c>).</exception>
    long Add(MflContext context, string function, IMailMessage message, IDisposable? owned);

    /// <summary>Closes the descriptor that a message was given, if it is open, and those of parts of it: what the message was read from goes away.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    void Close(MflContext context, IMailMessage message);
}
