using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Tests.Smtp;

[TestClass]
public sealed class EnvelopeAddressTests
{
    [TestMethod]
    [DataRow("a@b.c")]
    [DataRow("postmaster")]
    [DataRow("\"a b\"@b.c")]
    [DataRow("\"a\\\"b>\\\\\"@b.c")]
    [DataRow("\"<x@y>\"@b.c")]
    [DataRow("a@[127.0.0.1]")]
    [DataRow("a@[IPv6:::1]")]
    [DataRow("j\xc3\xbc@b.c")]
    [DataRow("-a@b.c")]
    public void IsValid_Address_IsTaken(string address) => Assert.IsTrue(EnvelopeAddress.IsValid(address));

    [TestMethod]
    [DataRow("")]
    [DataRow("a@b> SIZE=1")]
    [DataRow("a b@c")]
    [DataRow("<a@b>")]
    [DataRow("a@b,c@d")]
    [DataRow("@r:a@b")]
    [DataRow("\"a@b")]
    [DataRow("\"a\\")]
    [DataRow("a\"@b")]
    [DataRow("a@[1.2.3.4")]
    [DataRow("a@b\r\nRCPT TO:<x@y>")]
    [DataRow("\"a\r\nRCPT TO:<x@y>\"@b")]
    [DataRow("\"a\\\n\"@b")]
    public void IsValid_WhatWouldEndThePath_IsRefused(string address) => Assert.IsFalse(EnvelopeAddress.IsValid(address));

    [TestMethod]
    public void IsValid_EveryByteInEveryPlace_NeverLetsTheCommandEnd()
    {
        string[] frames = ["{0}@b.c", "a{0}@b.c", "a@b{0}.c", "a@b.c{0}", "\"{0}\"@b.c", "\"a{0}b\"@b.c", "\"\\{0}\"@b.c", "a@[{0}]", "{0}"];
        foreach (var frame in frames)
        {
            for (var value = 0; value <= 0x100; value++)
            {
                var address = string.Format(System.Globalization.CultureInfo.InvariantCulture, frame, (char)value);
                if (!EnvelopeAddress.IsValid(address))
                    continue;
                Assert.IsFalse(value is < 0x20 or 0x7f or 0x100, $"{frame} with {value:x2}");
                Assert.AreEqual(address.Length, EndOfPath($"<{address}>") - 1, $"{frame} with {value:x2}");
            }
        }
    }

    /// <summary>Where a server that knows quotes finds the closing bracket.</summary>
    private static int EndOfPath(string path)
    {
        var isQuoted = false;
        for (var i = 1; i < path.Length; i++)
        {
            if (isQuoted && path[i] == '\\')
                i++;
            else if (path[i] == '"')
                isQuoted = !isQuoted;
            else if (path[i] == '>' && !isQuoted)
                return i;
        }

        return -1;
    }
}
