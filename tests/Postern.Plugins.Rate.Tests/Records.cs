using System.Buffers.Binary;

namespace Postern.Plugins.Rate.Tests;

/// <summary>Records as mailfromd writes them: three integers of eight bytes.</summary>
internal static class Records
{
    public static byte[] Of(params long[] numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(long)];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), numbers[i]);
        return bytes;
    }

    /// <summary>A record of <c>rate</c>, its time in seconds behind the lab's start.</summary>
    public static byte[] Rate(long time, long interval, long count) => Of(RateLab.Start.ToUnixTimeSeconds() + time, interval, count);

    /// <summary>A record of <c>tbf</c>, its times in seconds behind the lab's start.</summary>
    public static byte[] Bucket(double time, long expires, long tokens) => Of(
        (long)((RateLab.Start.ToUnixTimeSeconds() + time) * 1_000_000), RateLab.Start.ToUnixTimeSeconds() + expires, tokens);
}
