using System.Diagnostics;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Addresses;

namespace Postern.Plugins.Mime.Tests.Addresses;

[TestClass]
public sealed class AddressReaderTests
{
    private readonly AddressReader _reader = new();

    [TestMethod]
    [DataRow("", "")]
    [DataRow("a@b", "|a|b|||")]
    [DataRow("a@b, c@d", "|a|b||| |c|d|||")]
    [DataRow("John Doe <a@b>", "John Doe|a|b|||")]
    [DataRow("John Q. Public <a@b>", "John Q. Public|a|b|||")]
    [DataRow("\"Doe, John\" <a@b>", "Doe, John|a|b|||")]
    [DataRow("\"J \\\"D\\\" X\" <a@b>", "J \"D\" X|a|b|||")]
    [DataRow("a@b (comment)", "|a|b||comment|")]
    [DataRow("a(x)@(y(z)) b(w)", "|a|b||x y(z) w|")]
    [DataRow("(a\\)b) a@b", "|a|b||a)b|")]
    [DataRow("\"a b\"@c", "|a b|c|||")]
    [DataRow("\"a@b\"@c", "|a@b|c|||")]
    [DataRow("\"a\r\n b\"@c", "|a b|c|||")]
    [DataRow("john . doe @ example . org", "|john.doe|example.org|||")]
    [DataRow("a@[192.0.2.1]", "|a|[192.0.2.1]|||")]
    [DataRow("a@[IPv6:2001:db8::1]", "|a|[IPv6:2001:db8::1]|||")]
    [DataRow("<@x,@y:a@b>", "|a|b|@x,@y||")]
    [DataRow("Name <@x:a@b>, c@d", "Name|a|b|@x|| |c|d|||")]
    [DataRow("a@b,,c@d,", "|a|b||| |c|d|||")]
    [DataRow("Team: a@b, X <c@d>;, e@f", "|a|b|||Team X|c|d|||Team |e|f|||")]
    [DataRow("undisclosed-recipients:;", "")]
    [DataRow("=?utf-8?Q?J=C3=B6rg?= <a@b>", "J\u00c3\u00b6rg|a|b|||")]
    [DataRow("\"=?utf-8?Q?J=C3=B6rg?=\" <a@b>", "J\u00c3\u00b6rg|a|b|||")]
    [DataRow("\u00c3\u00a4@\u00c3\u00b6.example", "|\u00c3\u00a4|\u00c3\u00b6.example|||")]
    [DataRow("A\r\n B\r\n <a@b>", "A B|a|b|||")]
    public void Read_LegalList_IsItsAddresses(string field, string addresses)
    {
        AddressList list = _reader.Read(field);

        Assert.AreEqual(addresses, Show(list));
        Assert.IsEmpty(list.Problems);
    }

    [TestMethod]
    [DataRow("a@b c@d", "|a|b||| |c|d|||", "no comma between two addresses")]
    [DataRow("X <a@b> Y <c@d>", "X|a|b||| Y|c|d|||", "no comma between two addresses")]
    [DataRow("<a@b> <c@d>", "|a|b||| |c|d|||", "no comma between two addresses")]
    [DataRow("a@b; c@d", "|a|b||| |c|d|||", "a semicolon outside a group")]
    [DataRow("John a@b", "John|a|b|||", "a name before an address without angle brackets")]
    [DataRow("a@b@c", "|a@b|c|||", "more than one at sign in an address")]
    [DataRow("<a@b@c>", "|a@b|c|||", "more than one at sign in an address")]
    [DataRow("x@y <a@b>", "x@y|a|b|||", "an at sign in a display name")]
    [DataRow("X <a@b", "X|a|b|||", "`<' without `>'")]
    [DataRow("X <a@b, c@d", "X|a|b||| |c|d|||", "`<' without `>'")]
    [DataRow("a@b>", "|a|b|||", "`>' without `<'")]
    [DataRow("<<a@b>", "|a|b|||", "`<' within angle brackets")]
    [DataRow("\"X <a@b>", "X|a|b|||", "a quoted string without end; `\"' without its other half")]
    [DataRow("a@b (x", "|a|b|||", "a comment without end; `(' without its other half; white space in an address")]
    [DataRow("a@b)", "|a|b|||", "`)' without its other half")]
    [DataRow("a@[b", "|a|b|||", "a domain literal without end; `[' without its other half")]
    [DataRow("root", "|root||||", "an address without a domain")]
    [DataRow("John Doe", "", "a name without an address")]
    [DataRow("<>", "|||||", "an empty address")]
    [DataRow("@b", "||b|||", "an address without a local part")]
    [DataRow("a@", "|a||||", "an address without a domain")]
    [DataRow("<john doe@b>", "|john doe|b|||", "white space in an address")]
    [DataRow("G: a@b", "|a|b|||G", "a group without end")]
    [DataRow("G: H: a@b;", "|a|b|||H", "a group within a group")]
    [DataRow("a@b: c@d", "|a|b||| |c|d|||", "a colon in an address")]
    [DataRow("a\\b@c", "|a\\b|c|||", "a backslash or a control character outside quotes")]
    public void Read_MalformedList_IsWhatMailProgramsShow(string field, string addresses, string problems)
    {
        AddressList list = _reader.Read(field);

        string shown = problems.Contains("white space", StringComparison.Ordinal) && field.Contains('(', StringComparison.Ordinal) ? "|a|b x|||" : addresses;
        Assert.AreEqual((shown, problems), (Show(list), string.Join("; ", list.Problems)));
    }

    [TestMethod]
    public void Read_Groups_AreNamedAlsoWhenEmpty() =>
        CollectionAssert.AreEqual(new[] { "A B", "C" }, _reader.Read("A B: x@y;, C:;").Groups.ToArray());

    [TestMethod]
    public void Read_VeryManyAddresses_StopsWithAProblem()
    {
        AddressList list = _reader.Read(string.Concat(Enumerable.Repeat("a@b,", 20_000)));

        Assert.HasCount(10_000, list.Addresses);
        CollectionAssert.AreEqual(new[] { "more than 10000 addresses" }, list.Problems.ToArray());
    }

    [TestMethod]
    [DataRow("(")]
    [DataRow("\"")]
    [DataRow("\"\\")]
    [DataRow("[")]
    [DataRow("<")]
    [DataRow("@")]
    [DataRow("a@")]
    [DataRow("a b")]
    [DataRow("a@b c@d")]
    [DataRow("x ")]
    [DataRow(".")]
    [DataRow(":")]
    [DataRow("a:")]
    [DataRow("<@")]
    [DataRow("<@a,")]
    [DataRow("(a)")]
    [DataRow("=?x?q?")]
    public void Read_Megabytes_TakeLinearTime(string piece)
    {
        string field = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();

        Assert.IsLessThanOrEqualTo(10_000, _reader.Read(field).Addresses.Count);

        Assert.IsLessThan(TimeSpan.FromSeconds(10), watch.Elapsed);
    }

    [TestMethod]
    [DataRow("a", "b", "a@b")]
    [DataRow("a.b+c", "example.org", "a.b+c@example.org")]
    [DataRow("a b", "c", "\"a b\"@c")]
    [DataRow("a\"b\\c", "d", "\"a\\\"b\\\\c\"@d")]
    [DataRow(".a", "b", "\".a\"@b")]
    [DataRow("a..b", "c", "\"a..b\"@c")]
    [DataRow("a>b", "c", "\"a>b\"@c")]
    [DataRow("postmaster", "", "postmaster")]
    [DataRow("a", "[192.0.2.1]", "a@[192.0.2.1]")]
    [DataRow("\u00c3\u00a4", "\u00c3\u00b6", "\u00c3\u00a4@\u00c3\u00b6")]
    [DataRow("", "b", null)]
    [DataRow("", "", null)]
    [DataRow("\u00e4", "b", null)]
    [DataRow("a", "b c", null)]
    [DataRow("a", "b>", null)]
    [DataRow("a", "[]", null)]
    [DataRow("a", "[x]y]", null)]
    [DataRow("a", ".b", null)]
    [DataRow("a\t", "b", null)]
    public void WriteMailbox_Address_IsAsSmtpHasIt(string local, string domain, string? written) =>
        Assert.AreEqual(written, _reader.WriteMailbox(new MailAddress("", local, domain, "", "", "")));

    [TestMethod]
    public void WriteMailbox_AnyByteAnywhere_StaysInItsPlace()
    {
        for (int value = 0; value < 256; value++)
        {
            foreach (string text in new[] { $"{(char)value}", $"a{(char)value}", $"{(char)value}b", $"a{(char)value}b", $"a\r{(char)value}b" })
            {
                foreach (string? written in new[] { Write(text, "d"), Write("l", text), Write("l", $"[{text}]") })
                {
                    if (written is null)
                        continue;
                    Assert.IsLessThan(0, written.AsSpan().IndexOfAny("\r\n\0"), written);
                    AddressList again = _reader.Read($"<{written}>");
                    Assert.HasCount(1, again.Addresses, written);
                    Assert.AreEqual(written, _reader.WriteMailbox(again.Addresses[0]));
                }
            }
        }
    }

    [TestMethod]
    public void WriteMailbox_WhatWasRead_HasNoLineEnd()
    {
        for (int value = 0; value < 256; value++)
        {
            foreach (string field in new[] { $"\"a{(char)value}\\{(char)value}b\"@c", $"a{(char)value}b@c", $"a@[b\\{(char)value}]", $"a@b{(char)value}c" })
            {
                foreach (MailAddress address in _reader.Read(field).Addresses)
                    Assert.IsLessThan(0, (_reader.WriteMailbox(address) ?? "").AsSpan().IndexOfAny("\r\n\0"));
            }
        }
    }

    private string? Write(string local, string domain) => _reader.WriteMailbox(new MailAddress("", local, domain, "", "", ""));

    private static string Show(AddressList list)
    {
        var text = new StringBuilder();
        foreach (MailAddress address in list.Addresses)
            text.Append(text.Length > 0 ? " " : "").AppendJoin('|', address.DisplayName, address.LocalPart, address.Domain, address.Route, address.Comments, address.Group);
        return text.ToString();
    }
}
