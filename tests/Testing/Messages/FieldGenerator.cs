using System.Text;

namespace Postern.Testing.Messages;

/// <summary>Header fields other than those of MIME.</summary>
internal sealed class FieldGenerator(Dice dice)
{
    private static readonly string[] EncodedWords =
    [
        "=?utf-8?Q?caf=C3=A9_cr=C3=A8me?=", "=?ISO-8859-1?B?Y2Fm6Q==?=", "=?utf-8?b?w6k=?= =?utf-8?b?w6g=?=", "=?utf-8?Q?split?=\n =?utf-8?Q?_word?=",
        "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "=?windows-1252*en?q?=80?=",
    ];

    private static readonly string[] BadWords =
        ["=?utf-8?B?w6?=", "=?utf-8?X?abc?=", "=?nowhere?Q?=E9?=", "=?utf-8?Q?open", "=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=", "=?utf-8?Q?a b?=", "=?utf-8?Q?=0D=0ABcc:_x?="];

    /// <summary>Writes some fields, in any order.</summary>
    public void Write(StringBuilder text)
    {
        if (dice.OddOneIn(40))
            return;
        if (dice.OddOneIn(40))
            text.Append("From sender@example.test Mon Nov 30 10:00:00 2026\n");
        for (int hops = dice.Next(3); hops > 0; hops--)
            Field(text, "Received", $"from {dice.Token(5)}.example.test (unknown [192.0.2.{dice.Next(256)}])\n\tby mx.example.test with ESMTP id {dice.Token(8)};\n\tMon, 30 Nov 2026 10:00:00 +0000");
        Field(text, "From", Address());
        Field(text, "To", string.Join(dice.Pick(", ", ",\n ", ",\n\t"), Enumerable.Range(0, 1 + dice.Next(4)).Select(_ => Address())));
        Field(text, "Subject", Text());
        Field(text, "Date", "Mon, 30 Nov 2026 10:00:00 +0000");
        Field(text, "Message-ID", $"<{dice.Token(12)}@example.test>");
        for (int extra = dice.Next(4); extra > 0; extra--)
            Field(text, dice.Pick("X-" + dice.Token(4), "List-Id", "DKIM-Signature", "x-lower", "X"), Text());
        if (dice.OddOneIn(4))
            OddField(text);
    }

    private void Field(StringBuilder text, string name, string value)
    {
        string separator = value.Length > 0 && dice.OneIn(5) ? dice.Pick("", "  ", "\t", "\n ", "\n\t", " \n ") : " ";
        string end = dice.OneIn(12) ? dice.Pick(" ", "\t", "\n ", "  ") : "";
        text.Append(name).Append(dice.OddOneIn(25) ? dice.Pick(" ", "\t") : "").Append(':').Append(separator).Append(value)
            .Append(value.Length == 0 || (end.Contains('\n', StringComparison.Ordinal) && !dice.OddOneIn(2)) ? "" : end).Append('\n');
    }

    private string Text() => dice.Next(8) switch
    {
        0 => dice.Sentence(3) + "\n " + dice.Sentence(4) + "\n\t" + dice.Sentence(2),
        1 => dice.Pick<string>(EncodedWords),
        2 => dice.Sentence(2) + " " + dice.Pick<string>(EncodedWords) + " " + dice.Sentence(1),
        3 when dice.OneIn(3) => "",
        4 => dice.Sentence(40),
        5 when dice.OddOneIn(2) => dice.Pick<string>(BadWords),
        6 when dice.OddOneIn(2) => dice.Pick("caf\u00e9", "\u00c3\u00a9", "\u0000nul", "a\rb", "\u007f\u001b[1m", new string('x', 1200)),
        _ => dice.Sentence(1 + dice.Next(6)),
    };

    private string Address() => dice.Next(6) switch
    {
        0 => $"{dice.Token(4)}@example.test",
        1 => $"\"{dice.Token(3)}, {dice.Token(3)}\" <{dice.Token(4)}@example.test>",
        2 => $"{dice.Pick<string>(EncodedWords)} <{dice.Token(4)}@example.test>",
        3 => $"<{dice.Token(4)}@example.test> (comment (nested) \\) here)",
        4 => $"group: {dice.Token(3)}@a.test, {dice.Token(3)}@b.test;",
        _ => $"\"odd \\\" name@\"@[192.0.2.{dice.Next(256)}]",
    };

    private void OddField(StringBuilder text) => text.Append(dice.Next(11) switch
    {
        0 => "no colon at all\n",
        1 => ": no name\n",
        2 => "Subject: second subject\n",
        3 => "From: second@example.test\n",
        4 => "X-Blank: a\n \n b\n",
        5 => "X-8bit-n\u00e4me: value\n",
        6 => "X-Long: " + new string('a', 3000) + "\n",
        7 => "Bcc: hidden@example.test\n",
        8 => " begins with a blank\n",
        9 => ">From somebody Mon Nov 30\n",
        _ => "X-Empty:\nX-Empty-2: \n",
    });
}
