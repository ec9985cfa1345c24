using System.Globalization;

namespace Postern.Fuzz;

/// <summary>
/// <c>Postern.Fuzz TARGET COUNT|full SEED [FIRST]</c>, or <c>Postern.Fuzz list</c>. Prints the input that failed and writes it to a file
/// that can be moved to cases/TARGET.
/// </summary>
internal static class Program
{
    private const int UsageError = 64;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["list"])
        {
            await Console.Out.WriteLineAsync(string.Join('\n', FuzzTargets.All.Select(static target => target.Name)));
            return 0;
        }

        if (arguments is not [var name, var countText, var seedText, ..]
            || FuzzTargets.All.FirstOrDefault(item => item.Name == name) is not { } target
            || !TryCount(countText, target, out var count) || !TryNumber(seedText, out var seed)
            || !TryNumber(arguments.ElementAtOrDefault(3) ?? "0", out var first))
        {
            await Console.Error.WriteLineAsync("usage: Postern.Fuzz TARGET COUNT|full SEED [FIRST]; Postern.Fuzz list names the targets");
            return UsageError;
        }

        return await RunAsync(target, first, count, seed);
    }

    private static async Task<int> RunAsync(IFuzzTarget target, int first, int count, int seed)
    {
        // A stack overflow ends the process at once; the file then names the input.
        var progress = Path.Combine(Path.GetTempPath(), $"postern-fuzz-{target.Name}-{seed}.number");
        var run = new FuzzRun(target, seed)
        {
            Starting = number => File.WriteAllText(progress, number.ToString(CultureInfo.InvariantCulture)),
        };
        var failure = await run.RunAsync(first, count);
        File.Delete(progress);
        if (failure is null)
        {
            await Console.Out.WriteLineAsync($"{target.Name}: {count} inputs, seed {seed}: nothing found");
            return 0;
        }

        var file = Path.GetFullPath($"fuzz-{target.Name}-{seed}-{failure.Number}.bin");
        await File.WriteAllBytesAsync(file, failure.Input);
        await Console.Out.WriteLineAsync($"{target.Name}, seed {seed}, {failure}\nwritten to {file}");
        return 1;
    }

    private static bool TryCount(string text, IFuzzTarget target, out int count)
    {
        count = target.FullSize;
        return text == "full" || TryNumber(text, out count);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
