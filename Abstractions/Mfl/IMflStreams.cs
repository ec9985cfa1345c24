namespace Postern.Abstractions.Mfl;

/// <summary>The descriptors of a session's streams (manual, node "I/O functions"), for functions that take or give one.</summary>
public interface IMflStreams
{
    /// <summary>Opens what a descriptor reads, from where the script is. Disposing the result leaves the descriptor open. It may wait: read it
    /// asynchronously. It can seek when it is a file, but to its beginning only.</summary>
    /// <param name="context">The session.</param>
    /// <param name="descriptor">The descriptor.</param>
    /// <exception cref="MflException"><c>e_range</c>: there is no such descriptor; <c>e_io</c>: it cannot be read.</exception>
    Stream OpenInput(MflContext context, long descriptor);

    /// <summary>Opens a descriptor for writing, which may wait: write it asynchronously. Disposing the result leaves the descriptor open.</summary>
    /// <param name="context">The session.</param>
    /// <param name="descriptor">The descriptor.</param>
    /// <exception cref="MflException"><c>e_range</c>: there is no such descriptor; <c>e_io</c>: it cannot be written.</exception>
    Stream OpenOutput(MflContext context, long descriptor);

    /// <summary>Gives a descriptor to bytes that a script shall read; it is closed, and the stream disposed, by the script or at the session's end.</summary>
    /// <param name="context">The session.</param>
    /// <param name="function">The function that asks, for error messages.</param>
    /// <param name="name">What error messages call the stream.</param>
    /// <param name="content">What is read; can seek.</param>
    /// <exception cref="MflException"><c>e_failure</c>: no more descriptors.</exception>
    long Add(MflContext context, string function, string name, Stream content);
}
