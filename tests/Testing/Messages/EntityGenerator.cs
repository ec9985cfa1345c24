using System.Text;

namespace Postern.Testing.Messages;

/// <summary>MIME entities: multiparts, messages in messages, and what they hold.</summary>
internal sealed class EntityGenerator(Dice dice)
{
    private const int Depth = 5;

    private readonly LeafGenerator _leaves = new(dice);
    private readonly BoundaryGenerator _boundaries = new(dice);

    /// <summary>Writes the content fields, the empty line and the body of a message.</summary>
    public void WriteRoot(StringBuilder text)
    {
        if (!dice.OneIn(12))
            text.Append(dice.Pick("MIME-Version: 1.0\n", "Mime-Version: 1.0 (by hand)\n", "MIME-Version: 1.0\n"));
        if (dice.OddOneIn(40))
            return;
        Write(text, [], "");
        text.Append(dice.OddOneIn(4) ? "" : "\n");
    }

    private void Write(StringBuilder text, IReadOnlyList<string> around, string container)
    {
        int depth = around.Count;
        if (container == "multipart/digest" || (depth is > 0 and < Depth && dice.OneIn(7)))
            WriteMessage(text, around, container);
        else if (depth < Depth && (depth == 0 ? !dice.OneIn(3) : dice.OneIn(4)))
            WriteMultipart(text, around);
        else
            _leaves.Write(text);
    }

    private void WriteMessage(StringBuilder text, IReadOnlyList<string> around, string container)
    {
        if (container != "multipart/digest" || dice.OneIn(3))
            text.Append("Content-Type: message/rfc822\n");
        if (dice.OddOneIn(8))
            text.Append("Content-Transfer-Encoding: base64\n");
        text.Append('\n');
        new FieldGenerator(dice).Write(text);
        // Around it stands one more, so that messages in messages end.
        Write(text, around.Count == 0 ? ["none"] : [.. around, around[^1]], "");
    }

    private void WriteMultipart(StringBuilder text, IReadOnlyList<string> around)
    {
        string subtype = dice.Pick("mixed", "mixed", "alternative", "related", "signed", "report", "digest", "parallel", "x-unknown");
        string boundary = _boundaries.Make(around);
        text.Append(dice.Pick("Content-Type: ", "Content-Type: ", "Content-type:", "CONTENT-TYPE:\n ")).Append(dice.Pick("multipart/", "multipart/", "Multipart/"))
            .Append(subtype).Append(_boundaries.Parameter(boundary)).Append('\n');
        if (dice.OddOneIn(12))
            text.Append(dice.Pick("Content-Type: text/plain\n", "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n",
                $"Content-Type: multipart/mixed; boundary=\"x{boundary}\"\n"));
        if (dice.OneIn(8))
            text.Append("Content-Transfer-Encoding: ").Append(dice.Pick("7bit", "8bit", "binary")).Append('\n');
        text.Append('\n');
        WriteParts(text, boundary, [.. around, boundary], subtype);
    }

    private void WriteParts(StringBuilder text, string boundary, IReadOnlyList<string> around, string subtype)
    {
        if (dice.OneIn(2))
            text.Append(dice.OddOneIn(5) ? "Content-Type: text/html\n\n<b>hidden</b>\n" : "This is a multi-part message in MIME format.\n");
        int count = subtype == "signed" ? 2 : dice.OddOneIn(15) ? 0 : 1 + dice.Next(3);
        for (int i = 0; i < count; i++)
        {
            WriteDelimiter(text, boundary);
            if (subtype == "signed" && i == 1)
                text.Append("Content-Type: application/pgp-signature; name=\"signature.asc\"\n\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n=abcd\n-----END PGP SIGNATURE-----\n");
            else if (subtype == "report" && i == 1)
                text.Append("Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.test\n\nFinal-Recipient: rfc822; a@example.test\nAction: failed\nStatus: 5.1.1\n");
            else
                Write(text, around, "multipart/" + subtype);
            text.Append('\n');
        }

        if (dice.OddOneIn(8))
            return;
        text.Append("--").Append(boundary).Append("--").Append(dice.OneIn(6) ? " " : "");
        if (dice.OneIn(4))
            text.Append("\nEpilogue.\n");
        if (dice.OddOneIn(12))
            text.Append("\n--").Append(boundary).Append("\n\npart after the end\n");
    }

    private void WriteDelimiter(StringBuilder text, string boundary)
    {
        if (dice.OddOneIn(20))
            text.Append("--").Append(boundary).Append('\n');
        text.Append(dice.OddOneIn(25) ? dice.Pick(" --", "---", "-", "\t--") : "--").Append(boundary)
            .Append(dice.OneIn(10) ? dice.Pick(" ", "\t", "  ") : "").Append(dice.OddOneIn(25) ? dice.Pick("x", "-", "--x", "\n ") : "").Append('\n');
    }
}
