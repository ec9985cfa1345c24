using System.Runtime.InteropServices;
using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text.Tests;

/// <summary>The C library judges random conversions.</summary>
[TestClass]
public sealed partial class FormatPropertyTests
{
    private const int Rounds = 20_000;

    [TestMethod]
    public void Format_RandomNumbers_AgreeWithTheCLibrary()
    {
        var random = new Random(4711);
        var buffer = new byte[400];
        for (var round = 0; round < Rounds; round++)
        {
            var number = random.NextInt64() >> random.Next(64);
            number = random.Next(2) == 0 ? number : -number;
            var conversion = "diuxXo"[random.Next(6)];
            var (flags, precision) = Style(random);
            // Zero with # or without digits is written as the reference does, not as C does.
            if (number == 0)
                number = 1;
            var length = Print(buffer, (nuint)buffer.Length, Encoding.Latin1.GetBytes($"%{flags}{precision}l{conversion}\0"), number);
            var expected = Encoding.Latin1.GetString(buffer, 0, length);

            // In C a + or a blank is undefined for unsigned conversions, # for decimal ones.
            if (IsUndefined(flags, conversion))
                continue;
            Assert.AreEqual(expected, FormatFunctions.Format($"%{flags}{precision}{conversion}", new MflValue(number)), $"%{flags}{precision}{conversion} of {number}");
        }
    }

    [TestMethod]
    public void Format_RandomTexts_AgreeWithTheCLibrary()
    {
        var random = new Random(4712);
        var buffer = new byte[400];
        for (var round = 0; round < Rounds; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(1, 256)));
            var left = random.Next(2) == 0 ? "-" : "";
            var width = random.Next(3) == 0 ? "" : $"{random.Next(1, 30)}";
            var precision = random.Next(3) == 0 ? "" : $".{random.Next(1, 30)}";
            var length = Print(
                buffer, (nuint)buffer.Length, Encoding.Latin1.GetBytes($"%{left}{width}{precision}s\0"), Encoding.Latin1.GetBytes(text + "\0"));

            Assert.AreEqual(
                Encoding.Latin1.GetString(buffer, 0, length), FormatFunctions.Format($"%{left}{width}{precision}s", new MflValue(text)));
        }
    }

    private static (string Flags, string Precision) Style(Random random)
    {
        var flags = string.Concat("-+ 0#".Where(_ => random.Next(4) == 0)) + (random.Next(2) == 0 ? "" : $"{random.Next(1, 40)}");
        return (flags, random.Next(3) == 0 ? $".{random.Next(1, 30)}" : "");
    }

    private static bool IsUndefined(string flags, char conversion) => conversion switch
    {
        'd' or 'i' => flags.Contains('#', StringComparison.Ordinal),
        'o' => flags.AsSpan().IndexOfAny("+ #") >= 0,
        'u' => flags.AsSpan().IndexOfAny("+ #") >= 0,
        _ => flags.AsSpan().IndexOfAny("+ ") >= 0,
    };

    [LibraryImport("libc", EntryPoint = "snprintf")]
    private static partial int Print([Out] byte[] buffer, nuint size, byte[] format, long value);

    [LibraryImport("libc", EntryPoint = "snprintf")]
    private static partial int Print([Out] byte[] buffer, nuint size, byte[] format, byte[] value);
}
