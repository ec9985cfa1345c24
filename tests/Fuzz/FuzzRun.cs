namespace Postern.Fuzz;

/// <summary>A sequence of inputs for a target. Every input depends on the seed and its number alone.</summary>
internal sealed class FuzzRun(IFuzzTarget target, int seed)
{
    /// <summary>No input is longer, in bytes.</summary>
    private const int MaximumLength = 4096;

    public int SampleSize => target.SampleSize;

    /// <summary>Told the number of each input before it runs, for the case that the process does not survive it.</summary>
    public Action<int>? Starting { get; init; }

    public async Task<FuzzFailure?> RunAsync(int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            Starting?.Invoke(number);
            var input = InputAt(number);
            var problem = await CheckAsync(input);
            if (problem is not null)
                return new FuzzFailure(number, input, problem);
        }

        return null;
    }

    public byte[] InputAt(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        if (target.Generate(random) is { } made)
            return made;
        var input = new List<byte>(target.Seeds[random.Next(target.Seeds.Count)]);
        for (var changes = random.Next(1, 12); changes > 0; changes--)
            Change(input, random);
        if (input.Count > MaximumLength)
            input.RemoveRange(MaximumLength, input.Count - MaximumLength);
        return [.. input];
    }

    private async ValueTask<string?> CheckAsync(byte[] input)
    {
        try
        {
            return await target.CheckAsync(input);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private void Change(List<byte> input, Random random)
    {
        var at = random.Next(input.Count + 1);
        var length = Math.Min(input.Count - at, random.Next(1, 24));
        switch (random.Next(8))
        {
            case 0:
                input.Insert(at, (byte)random.Next(256));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 2 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                input.RemoveRange(at, length);
                break;
            case 4:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            case 5:
                for (var times = random.Next(1, 40); times > 0 && input.Count < MaximumLength; times--)
                    input.InsertRange(at, input.GetRange(at, Math.Min(length, input.Count - at)));
                break;
            case 6:
                var other = target.Seeds[random.Next(target.Seeds.Count)];
                var start = random.Next(other.Length + 1);
                input.InsertRange(at, other.Skip(start).Take(random.Next(64)));
                break;
            default:
                input.InsertRange(at, target.Dictionary[random.Next(target.Dictionary.Count)]);
                break;
        }
    }
}
