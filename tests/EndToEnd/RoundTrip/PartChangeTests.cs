using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime;
using Postern.Testing.Servers;

namespace Postern.EndToEnd.RoundTrip;

/// <summary>A change of one part leaves all around it byte for byte, on its whole way through Postfix.</summary>
[TestClass]
public sealed class PartChangeTests
{
    private const int Messages = 100;

    private static readonly Lazy<Task<PosternProcess>> Host = new(() => PosternProcess.StartAsync(MailLab.Filter("parts.mfl")));
    private static readonly Lazy<Task<PostfixServer>> Postfix = new(async () => await Courier.StartPostfixAsync((await Host.Value).PostfixAddress));

    [ClassCleanup]
    public static async Task StopAsync()
    {
        if (Postfix.IsValueCreated)
            await (await Postfix.Value).DisposeAsync();
        if (Host.IsValueCreated)
            await (await Host.Value).DisposeAsync();
    }

    [TestMethod]
    public Task ReplacePart_FirstOfMany_ChangesItAlone() => ChangeAsync("replace", static (message, _) =>
        IsChangeable(message) && message.Root.Parts is [var first, ..] ? new(first.Offset, first.EndOffset, "another part\r\n") : null);

    [TestMethod]
    public Task RemovePart_FirstOfMany_TakesItOutWithItsDelimiter() => ChangeAsync("remove", static (message, delivery) =>
        IsChangeable(message) && message.Root.Parts is [var first, var second, ..]
            ? new(DelimiterBefore(first, delivery), DelimiterBefore(second, delivery), null) : null);

    [TestMethod]
    public Task AddPart_ToMixed_StandsBeforeTheClosingDelimiter() => ChangeAsync("add", static (message, _) =>
        message.Root.MediaType == "multipart/mixed" ? new(message.Root.Parts[^1].EndOffset, message.Root.Parts[^1].EndOffset, "one more\r\n") : null);

    [TestMethod]
    public Task AppendText_ToTheOnlyText_ChangesItAlone() => ChangeAsync("text", static (message, delivery) =>
        delivery.Plain.ToString() != delivery.Filtered.ToString() && Leaves(message.Root).Where(static leaf => leaf.MediaType == "text/plain").ToArray() is [{ Parent: not null } text]
            ? new(text.Offset, text.EndOffset, "") : null);

    private static IEnumerable<IMimeEntity> Leaves(IMimeEntity entity) => entity.Parts.Count == 0 ? [entity] : entity.Parts.SelectMany(Leaves);

    private static int DelimiterBefore(IMimeEntity part, Delivery delivery) => delivery.Plain.ToString().LastIndexOf('\n', (int)part.Offset - 2) + 1;

    /// <summary>What stands in a multipart can be changed unless that is signed.</summary>
    private static bool IsChangeable(IMailMessage message) => message.Root.MediaType.StartsWith("multipart/", StringComparison.Ordinal) && message.Root.MediaType != "multipart/signed";

    /// <summary>Sends messages and compares what stands around the place of the change.</summary>
    /// <param name="edit">The change that the filter makes.</param>
    /// <param name="place">Where it is, told the message; null for one that is not looked at.</param>
    private static async Task ChangeAsync(string edit, Func<IMailMessage, Delivery, Place?> place)
    {
        var messages = RoundTripMessages.Regular(Messages);
        var courier = new Courier(await Postfix.Value, (await Host.Value).PostfixAddress);
        int compared = 0;
        foreach (var delivery in await courier.SendAsync(edit + "@example.test", [.. messages]))
        {
            string plain = delivery.Plain.ToString(), filtered = delivery.Filtered.ToString();
            if (place(Read(plain), delivery) is not { } change)
                continue;
            compared++;
            string before = plain[..(int)change.Start], behind = plain[(int)change.End..];
            Assert.StartsWith(before, filtered, $"{delivery.Name}, before the change");
            Assert.EndsWith(behind, filtered, $"{delivery.Name}, behind the change");
            string between = filtered[before.Length..^behind.Length];
            Assert.IsTrue(change.Text is null ? between.Length == 0 : between.Contains(change.Text, StringComparison.Ordinal), $"{delivery.Name}: {between}");
        }

        Assert.IsGreaterThan(2, compared, "too few messages have what is changed");
    }

    private static IMailMessage Read(string message) =>
        new MessageReader().Read(new BytesContent(Encoding.Latin1.GetBytes(message)), MessageLimits.Default);

    /// <param name="Start">Where the changed bytes begin in the message as it came.</param>
    /// <param name="End">Where they end.</param>
    /// <param name="Text">What must stand there among others; null for nothing at all.</param>
    private sealed record Place(long Start, long End, string? Text);
}
