using System.Runtime.InteropServices;
using System.Text;
using Postern.Plugins.System.Native;

namespace Postern.Plugins.System.Tests;

/// <summary>Random formats and times against the C library's own strftime in the C locale.</summary>
[TestClass]
public sealed class StrftimePropertyTests
{
    private const int Rounds = 20_000;
    private const string Conversions = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%";

    [TestMethod]
    [DataRow(1, 1_000_000_000_000L)]
    [DataRow(2, 4_000_000_000L)]
    [DataRow(3, 100_000L)]
    public void Format_RandomUtc_AgreesWithTheCLibrary(int seed, long span)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            // The C library's century and year of two digits differ between its releases before the year 0.
            var time = Math.Max(random.NextInt64(-span, span), -62_000_000_000);
            var format = RandomFormat(random);

            Assert.AreEqual(OfTheCLibrary(format, time, isUtc: true), TimeFunctions.Format(format, time, gmt: true), $"{format} at {time}");
        }
    }

    [TestMethod]
    public void Format_RandomLocal_AgreesWithTheCLibrary()
    {
        _ = new TimeFunctions();
        var random = new Random(4);
        for (var round = 0; round < Rounds; round++)
        {
            var time = random.NextInt64(-4_000_000_000, 4_000_000_000);
            var format = RandomFormat(random);

            Assert.AreEqual(OfTheCLibrary(format, time, isUtc: false), TimeFunctions.Format(format, time), $"{format} at {time}");
        }
    }

    private static string RandomFormat(Random random)
    {
        var format = new StringBuilder();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            format.Append('%');
            if (random.Next(3) == 0)
                format.Append("_-0^#"[random.Next(5)]);
            if (random.Next(4) == 0)
                format.Append(random.Next(1, 20));
            if (random.Next(6) == 0)
                format.Append("EO"[random.Next(2)]);
            format.Append(random.Next(20) == 0 ? "QKJ\u00e4"[random.Next(4)] : Conversions[random.Next(Conversions.Length)]).Append('.');
        }

        return format.ToString();
    }

    private static string OfTheCLibrary(string format, long time, bool isUtc)
    {
        var locale = newlocale(0x1FBF, "C\0"u8.ToArray(), 0);
        try
        {
            Assert.AreNotEqual(0, isUtc ? LibC.gmtime_r(time, out var native) : LibC.localtime_r(time, out native));
            var result = new byte[4096];
            var length = strftime_l(result, result.Length, [.. Encoding.Latin1.GetBytes(format), 0], native, locale);
            return Encoding.Latin1.GetString(result, 0, (int)length);
        }
        finally
        {
            freelocale(locale);
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint newlocale(int mask, byte[] name, nint model);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void freelocale(nint locale);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint strftime_l(byte[] result, nint size, byte[] format, in NativeTime time, nint locale);
}
