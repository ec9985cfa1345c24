using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Editing;

namespace Postern.Plugins.Mime.Tests.Editing;

/// <summary>Of messages of every shape: whatever is changed, all other parts stay byte for byte.</summary>
[TestClass]
public sealed class EditPropertyTests
{
    private const int Messages = 300;

    [TestMethod]
    public void AnyChange_AnyMessage_LeavesAllOtherParts()
    {
        for (int seed = 0; seed < Messages; seed++)
        {
            var random = new Random(seed);
            string source = "Subject: x\nMIME-Version: 1.0\n" + Entity(random, 0);
            IMailMessage original = EditLab.Parse(new EditLab(source).Original);
            List<IMimeEntity> leaves = [.. EditLab.Leaves(original.Root)];
            foreach ((int index, IMimeEntity entity) in EditLab.Entities(original.Root).Index().Where(static item => item.Item.Parts.Count == 0))
            {
                Check(source, seed, "remove", index + 1, leaves, entity);
                Check(source, seed, "replace", index + 1, leaves, entity);
            }

            foreach (string change in new[] { "add", "text", "html" })
                Check(source, seed, change, 0, leaves, null);
        }
    }

    private static void Check(string source, int seed, string change, int number, List<IMimeEntity> leaves, IMimeEntity? leaf)
    {
        var lab = new EditLab(source);
        if (leaf is not null && leaf.Parent is null && change == "remove")
            return;
        Apply(lab, change, number);
        IMailMessage result = EditLab.Parse(lab.Result);
        List<string> now = [.. EditLab.Leaves(result.Root).Select(static part => EditLab.Read(part.Content))];
        List<string> changed = [.. leaves.Where(part => part != leaf && !(change == part.MediaType[^4..].Replace("lain", "text", StringComparison.Ordinal)))
            .Select(static part => EditLab.Read(part.Content))];

        // The header of a message that was wrapped or replaced is another one.
        if (leaves is [{ Parent: null }])
            changed.Clear();
        foreach (string part in changed)
            Assert.IsTrue(now.Remove(part), $"seed {seed}, {change} {number}: lost {part}");
        Assert.IsFalse(result.Anomalies.HasFlag(MessageAnomalies.MissingBoundary), $"seed {seed}, {change}");
        Assert.IsLessThanOrEqualTo(998, lab.Result.Split("\r\n").Max(static line => line.Length));
    }

    private static void Apply(EditLab lab, string change, int number)
    {
        if (change == "remove")
            EditingFunctions.Remove(lab.Context, number);
        else if (change == "replace")
            EditingFunctions.Replace(lab.Context, number, "replaced \u00c3\u00a4\n", "text/plain", "r.txt");
        else if (change == "add")
            EditingFunctions.Add(lab.Context, "added", "application/x");
        else if (change == "text")
            EditingFunctions.AppendText(lab.Context, "footer \u00e2\u0082\u00ac\n");
        else
            EditingFunctions.AppendHtml(lab.Context, "<p>\u00e2\u0082\u00ac</p>");
    }

    private static string Entity(Random random, int depth)
    {
        if (depth < 3 && random.Next(3) > 0)
            return Multipart(random, depth);
        string type = new[] { "text/plain; charset=utf-8", "text/html; charset=iso-8859-1", "text/plain", "image/png; name=\"a b\"", "text/html" }[random.Next(5)];
        string body = string.Concat(Enumerable.Range(0, random.Next(5)).Select(i => $"line {i} {random.Next()} </body> =20\n"));
        return random.Next(3) switch
        {
            0 => $"Content-Type: {type}\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.ASCII.GetBytes(body))}\n",
            1 => $"content-transfer-encoding: quoted-printable\nContent-Type: {type}\n\n{body}",
            _ => $"Content-Type: {type}\nX-Other: {random.Next()}\n\n{body}",
        };
    }

    private static string Multipart(Random random, int depth)
    {
        string boundary = $"=_{depth}_{random.Next()}";
        var text = new StringBuilder($"Content-Type: multipart/{new[] { "mixed", "alternative", "related" }[random.Next(3)]};\n boundary=\"{boundary}\"\n\n");
        text.Append(random.Next(2) == 0 ? "preamble\n" : "");
        for (int parts = random.Next(1, 4); parts > 0; parts--)
            text.Append($"--{boundary}\n").Append(Entity(random, depth + 1)).Append('\n');
        return text.Append($"--{boundary}--\n").Append(random.Next(2) == 0 ? "epilogue\n" : "").ToString();
    }
}
