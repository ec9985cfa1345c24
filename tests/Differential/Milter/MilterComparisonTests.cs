using System.Net;
using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Testing.Servers;

namespace Postern.Differential.Tests.Milter;

/// <summary>
/// The filters under cases/milter run as milters here and on mailfromd 8.15; the same client gives both the same messages: answers and changes must agree. A filter tells what it sees by
/// fields that it adds.
/// </summary>
[TestClass]
public sealed class MilterComparisonTests
{
    private const string Multipart = "Subject: one\r\nX: a\r\n folded\r\nY:   b \r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n"
        + "pre\r\n--xx\r\n\r\na\r\nb\r\n--xx\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<b>=\r\n=C3=A9</b>\r\n--xx--\r\n";

    private const string Plain = "Received: one\r\nSubject:two\r\nreceived:\tthree\r\n\r\nline 1\r\n\r\nline 3";

    private const string Empty = "Subject: nothing\r\n\r\n";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // The reference does not ask for the blanks before values, so neither is offered them.
    private static readonly MilterClientOptions Offer = new() { Steps = new MilterClientOptions().Steps & ~MilterSteps.LeadingSpace };

    [TestMethod]
    [DataRow("sizes.mfl", DisplayName = "Sizes_OfTheMessageUnderWay_Agree")]
    [DataRow("headers.mfl", DisplayName = "Headers_OfTheMessageUnderWay_Agree")]
    [DataRow("lines.mfl", DisplayName = "Lines_OfTheMessageUnderWay_Agree")]
    [DataRow("parts.mfl", DisplayName = "Parts_OfTheMessageUnderWay_Agree")]
    [DataRow("copies.mfl", DisplayName = "Copies_OfTheMessageUnderWay_Agree")]
    [DataRow("descriptors.mfl", DisplayName = "Descriptors_OfTheMessageUnderWay_Agree")]
    [DataRow("replbody_fd.mfl", DisplayName = "Replacement_ByAStream_Agrees")]
    public async Task Filter_HereAndOnTheReference_Agrees(string name)
    {
        string filter = Path.Combine(DifferentialLab.ReadableCases, "milter", name);
        await using var reference = await ReferenceDaemon.StartAsync(filter);
        await using var host = await PosternProcess.StartOnUnixSocketAsync(filter);

        string expected = await PlayAsync(reference.Address);
        string actual = await PlayAsync(host.Address);

        Assert.AreEqual(expected, actual, $"the reference said:\n{reference.Output}\nthe host said:\n{host.Output}");
        Assert.Contains("AddHeader", expected);
    }

    /// <summary>Plays all messages on one connection.</summary>
    private static async Task<string> PlayAsync(EndPoint address)
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var client = await MilterClient.ConnectAsync(address, Offer, TimeProvider.System, limit.Token);
        await client.NegotiateAsync(limit.Token);
        var conversation = new MilterConversation(client, new SmtpSessionDetails(), static _ => { });
        await conversation.OpenAsync(limit.Token);
        var result = new StringBuilder();
        foreach (string text in (string[])[Multipart, Plain, Empty])
        {
            var message = MailMessage.Parse(Encoding.Latin1.GetBytes(text));
            message.Sender = "<a@example.test>";
            message.Recipients.Add("<b@example.test>");
            var played = await conversation.PlayMessageAsync(message, limit.Token);
            result.Append(played.Outcome).Append('\n');
            foreach (var change in played.Modifications)
                result.Append(Describe(change)).Append('\n');
        }

        await client.QuitAsync(limit.Token);
        return result.ToString();
    }

    // The reference sends the lines of a new body as they are in the stream.
    private static string Describe(MessageModification change) => change is MessageModification.ReplaceBody body
        ? $"ReplaceBody {Encoding.Latin1.GetString(body.Body.Span).Replace("\r\n", "\n", StringComparison.Ordinal)}"
        : change.ToString();
}
