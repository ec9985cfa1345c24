namespace Postern.Abstractions.Mfl;

/// <summary>Filter pipes (manual, node "Filtering functions"): <c>name[(arg,...)] | name...</c>.</summary>
public interface IStreamFilters
{
    /// <summary>Copies bytes through a pipe of filters.</summary>
    /// <param name="function">The function that asks, for error messages.</param>
    /// <param name="input">What is read, to its end.</param>
    /// <param name="output">What is written.</param>
    /// <param name="pipe">The pipe; an empty one copies.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="MflException"><c>e_failure</c>: the pipe is wrong, or the bytes are nothing for it; <c>e_ilseq</c>: bytes that a character set lacks, where they are not to be replaced.</exception>
    ValueTask CopyAsync(string function, Stream input, Stream output, string pipe, CancellationToken cancellationToken);

    /// <summary>Copies bytes through a chain of filters as the command line of mailutils has it: <c>[~]name [argument...] + [~]name...</c>; <c>~</c> undoes what a filter does.</summary>
    /// <param name="function">The function that asks, for error messages.</param>
    /// <param name="input">What is read, to its end.</param>
    /// <param name="output">What is written.</param>
    /// <param name="chain">The chain; an empty one copies.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="MflException">As for <see cref="CopyAsync"/>.</exception>
    ValueTask CopyChainAsync(string function, Stream input, Stream output, string chain, CancellationToken cancellationToken);
}
