using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text.Tests;

[TestClass]
public sealed partial class InternetAddressFunctionsTests
{
    [TestMethod]
    [DataRow(1L, 16777216L)]
    [DataRow(-1L, 4294967295L)]
    [DataRow(4294967297L, 16777216L)]
    public void HostToNetwork32_Number_IsTurnedAround(long number, long expected)
    {
        Assert.AreEqual(expected, InternetAddressFunctions.HostToNetwork32(number));
        Assert.AreEqual(expected, InternetAddressFunctions.NetworkToHost32(number));
    }

    [TestMethod]
    [DataRow(1L, 256L)]
    [DataRow(65536L, 0L)]
    [DataRow(-2L, 65279L)]
    public void HostToNetwork16_Number_IsTurnedAround(long number, long expected)
    {
        Assert.AreEqual(expected, InternetAddressFunctions.HostToNetwork16(number));
        Assert.AreEqual(expected, InternetAddressFunctions.NetworkToHost16(number));
    }

    [TestMethod]
    public void ParseAddress_RandomTexts_AgreesWithTheCLibrary()
    {
        var random = new Random(99);
        string[] numbers = ["0", "1", "10", "255", "256", "65535", "65536", "16777215", "16777216", "4294967295", "4294967296", "010", "0377", "08", "0x1f", "0x", "0xffffffff", "0x1ffffffff", "", "a", "-1", "+1"];
        string[] ends = ["", "", "", " ", "\n", "\tx", ".", "x", " "];
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Join('.', Enumerable.Range(0, random.Next(1, 6)).Select(_ => numbers[random.Next(numbers.Length)])) + ends[random.Next(ends.Length)];
            var isAddress = inet_aton(Encoding.Latin1.GetBytes(text + "\0"), out var expected) != 0;

            Assert.AreEqual(isAddress, DottedAddress.TryParse(text, out var actual), $"[{text}]");
            if (isAddress)
                Assert.AreEqual(InternetAddressFunctions.NetworkToHost32(expected), actual, text);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1..2")]
    [DataRow("1.2.3.4.5")]
    [DataRow(" 1.2.3.4")]
    public void ParseAddress_SomethingElse_IsAnError(string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => InternetAddressFunctions.ParseAddress(text));

        Assert.AreEqual(((long)MflExceptionCode.InvalidIp, $"inet_aton: invalid IP address ({text})"), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow(0L, "0.0.0.0")]
    [DataRow(-1L, "255.255.255.255")]
    [DataRow(16909060L, "1.2.3.4")]
    [DataRow(4294967296L, "0.0.0.0")]
    public void FormatAddress_Number_IsDotted(long number, string expected) => Assert.AreEqual(expected, InternetAddressFunctions.FormatAddress(number));

    [TestMethod]
    public void LengthToNetmask_EachLength_IsUndoneByNetmaskToLength()
    {
        for (var length = 0L; length <= 32; length++)
            Assert.AreEqual(length, InternetAddressFunctions.NetmaskToLength(InternetAddressFunctions.LengthToNetmask(length)));
        Assert.AreEqual(4294967040L, InternetAddressFunctions.LengthToNetmask(24));
    }

    [TestMethod]
    [DataRow(33L)]
    [DataRow(-1L)]
    public void LengthToNetmask_OtherLength_IsRangeError(long length) =>
        Assert.AreEqual(
            ((long)MflExceptionCode.Range, $"len_to_netmask: invalid netmask: {length}"),
            Assert.ThrowsExactly<MflException>(() => InternetAddressFunctions.LengthToNetmask(length)) is var error ? (error.Number, error.Message) : default);

    [TestMethod]
    [DataRow("1.2.3.4", "4.3.2.1")]
    [DataRow("2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2")]
    public void Reverse_Address_IsAsInDns(string address, string expected) => Assert.AreEqual(expected, InternetAddressFunctions.Reverse(address));

    [TestMethod]
    [DataRow("1.2.3.4", true, false)]
    [DataRow("1.2.3", false, false)]
    [DataRow("999.1.1.1", false, false)]
    [DataRow("1.2.3.4x", false, false)]
    [DataRow("::1", false, true)]
    [DataRow("[::1]", false, false)]
    [DataRow("fe80::1%eth0", false, false)]
    [DataRow("::ffff:1.2.3.4", false, true)]
    [DataRow("", false, false)]
    public void IsAddress_Text_TellsTheFamily(string text, bool is4, bool is6)
    {
        Assert.AreEqual((is4, is6), (InternetAddressFunctions.IsAddress4(text), InternetAddressFunctions.IsAddress6(text)));
        Assert.AreEqual(is4 || is6, InternetAddressFunctions.IsAddress(text));
    }

    [TestMethod]
    [DataRow("10.1.2.3", "10.0.0.0/8", true)]
    [DataRow("11.1.2.3", "10.0.0.0/8", false)]
    [DataRow("10.1.2.3", "10.1.0.0/8", false)]
    [DataRow("10.1.2.3", "10.1.2.3/32", true)]
    [DataRow("10.1.2.3", "0.0.0.0/0", true)]
    [DataRow("2001:db8::5", "2001:db8::/32", true)]
    [DataRow("2001:db9::5", "2001:db8::/32", false)]
    [DataRow("2001:db8::5", "2001:db8::4/127", true)]
    [DataRow("10.1.2.3", "2001:db8::/32", false)]
    public void Contains_Address_TellsWhetherInNetwork(string address, string network, bool expected) =>
        Assert.AreEqual(expected, InternetAddressFunctions.Contains(address, network));

    [TestMethod]
    [DataRow("10.1.2.3", "10.0.0.0", MflExceptionCode.InvalidCidr)]
    [DataRow("10.1.2.3", "10.0.0.0/33", MflExceptionCode.InvalidCidr)]
    [DataRow("10.1.2.3", "10.0.0.0/8x", MflExceptionCode.InvalidCidr)]
    [DataRow("10.1.2.3", "300.0.0.0/8", MflExceptionCode.InvalidCidr)]
    [DataRow("10.1.2.3", "::/129", MflExceptionCode.InvalidCidr)]
    [DataRow("x", "10.0.0.0/8", MflExceptionCode.InvalidIp)]
    [DataRow("", "10.0.0.0/8", MflExceptionCode.InvalidIp)]
    public void Contains_BadArguments_IsAnError(string address, string network, MflExceptionCode code) =>
        Assert.AreEqual((long)code, Assert.ThrowsExactly<MflException>(() => InternetAddressFunctions.Contains(address, network)).Number);

    [TestMethod]
    public void Contains_RandomNetworks_AgreesWithTheRuntimesNetworks()
    {
        var random = new Random(5);
        var bytes = new byte[16];
        for (var round = 0; round < 20_000; round++)
        {
            var size = random.Next(2) == 0 ? 4 : 16;
            random.NextBytes(bytes);
            var length = random.Next((size * 8) + 1);
            var prefix = bytes[..size];
            for (var i = 0; i < size; i++)
                prefix[i] &= (byte)(0xFF00 >> Math.Clamp(length - (i * 8), 0, 8));
            var network = new IPNetwork(new IPAddress(prefix), length);
            if (random.Next(2) == 0)
                bytes[random.Next(size)] ^= (byte)(1 << random.Next(8));
            var address = new IPAddress(bytes.AsSpan(0, size));

            Assert.AreEqual(network.Contains(address), InternetAddressFunctions.Contains(address.ToString(), network.ToString()), $"{address} {network}");
        }
    }

    [LibraryImport("libc")]
    private static partial int inet_aton(byte[] text, out uint address);
}
