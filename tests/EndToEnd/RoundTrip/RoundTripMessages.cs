using System.Globalization;
using Postern.Testing.Messages;
using Postern.Testing.Servers;

namespace Postern.EndToEnd.RoundTrip;

/// <summary>The messages that are sent: the samples of all tests, and as many generated and damaged ones as are asked for.</summary>
internal static class RoundTripMessages
{
    /// <summary>Sample messages of the tests, by their path.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Samples() =>
        Directory.EnumerateFiles(Path.Combine(PosternExecutable.RepositoryRoot, "tests"), "*.eml", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(path => (Path.GetRelativePath(PosternExecutable.RepositoryRoot, path), File.ReadAllBytes(path)));

    /// <summary>A third regular, a third odd, a third of both damaged.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Generated(int count) =>
        Enumerable.Range(0, count).Select(seed => (string.Create(CultureInfo.InvariantCulture, $"generated {seed}"), Make(seed)));

    /// <summary>What programs send, with all the ways in which they write fields.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Regular(int count) =>
        Enumerable.Range(0, count).Select(seed => (string.Create(CultureInfo.InvariantCulture, $"regular {seed}"), MessageGenerator.Make(seed, MessageShape.Regular)));

    private static byte[] Make(int seed)
    {
        var shape = seed % 2 == 0 ? MessageShape.Regular : MessageShape.Odd;
        byte[] message = MessageGenerator.Make(seed, shape);
        return seed % 3 == 2 ? MessageMutator.Mutate(message, MessageGenerator.Make(seed + 1, shape), new Random(seed)) : message;
    }
}
