namespace Postern.Fuzz;

/// <summary>Something that takes bytes from outside.</summary>
internal interface IFuzzTarget
{
    /// <summary>The name on the command line and of the folder of cases.</summary>
    string Name { get; }

    /// <summary>Inputs to begin from: valid ones, so that mutations get past the first check.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Pieces that mean something to the target.</summary>
    IReadOnlyList<byte[]> Dictionary { get; }

    /// <summary>Inputs for the sample in <c>./test</c>; a few seconds' worth.</summary>
    int SampleSize { get; }

    /// <summary>Inputs that <c>./fuzz</c> runs.</summary>
    int FullSize => 500_000;

    /// <summary>Makes an input from nothing.</summary>
    /// <returns>The input; null for a target whose inputs are changed seeds.</returns>
    byte[]? Generate(Random random) => null;

    /// <summary>Runs one input.</summary>
    /// <returns>What is wrong, null when nothing is. An exception is wrong too.</returns>
    ValueTask<string?> CheckAsync(byte[] input);
}
