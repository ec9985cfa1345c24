using Postern.Testing.Servers;

namespace Postern.EndToEnd.RoundTrip;

/// <summary>A function that changes a message changes what it says and nothing else. The fields have no, one, two blanks, a tab or a fold behind their colons.</summary>
[TestClass]
public sealed class SingleChangeTests
{
    private const int Messages = 40;

    private static readonly Lazy<Task<PosternProcess>> Host = new(() => PosternProcess.StartAsync(MailLab.Filter("edits.mfl")));
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
    public Task HeaderAdd_ManyShapes_AppendsOneField() => ChangeAsync("add", message => message.Fields.Add("X-Added: one\r\n two\r\n"));

    [TestMethod]
    public Task HeaderInsert_OnTop_PutsOneFieldAboveAll() => ChangeAsync("insert-top", message => message.Fields.Insert(0, "X-Inserted: one\r\n two\r\n"));

    [TestMethod]
    public Task HeaderInsert_BetweenFields_MovesTheOthersDown() => ChangeAsync("insert", message => message.Fields.Insert(2, "X-Inserted: two  \r\n"));

    [TestMethod]
    public Task HeaderReplace_ManyShapes_ChangesOneField() =>
        ChangeAsync("replace", message => message.Fields[message.Find("Subject")] = "Subject: another\r\n");

    [TestMethod]
    public Task HeaderReplace_SecondOfItsName_LeavesTheFirst() => ChangeAsync("replace-second", message =>
    {
        // The first of them is Postfix's own, which a filter does not see; one that is not there is added.
        int index = message.Find("Received", 3);
        if (index < 0)
            message.Fields.Add("");
        message.Fields[index < 0 ? ^1 : index] = "Received: another\r\n";
    });

    [TestMethod]
    public Task HeaderDelete_ManyShapes_TakesOneFieldOut() => ChangeAsync("delete", message => message.Fields.RemoveAt(message.Find("To")));

    [TestMethod]
    public Task HeaderRename_ManyShapes_ChangesTheNameAlone() => ChangeAsync("rename", message =>
    {
        int index = message.Find("Subject");
        string body = message.Fields[index]["Subject:".Length..];

        // A value of the language does not tell whether a blank stands before it: one does where it begins with a letter, none where it begins with a fold or tab.
        string value = body.StartsWith(' ') ? body[1..] : body;
        message.Fields[index] = "X-Old-Subject:" + (value[0] is '\t' or '\r' ? "" : " ") + value;
    });

    [TestMethod]
    public Task ReplBody_OtherText_LeavesTheHeader() => ChangeAsync("body", message => message.Body = "\r\nanother body\r\n.\r\nlast line\r\n");

    [TestMethod]
    public Task ReplBody_TheSameText_ChangesNothing() => ChangeAsync("same-body", static _ => { });

    private static async Task ChangeAsync(string edit, Action<HeaderAndBody> expected)
    {
        var messages = RoundTripMessages.Regular(Messages);
        var courier = new Courier(await Postfix.Value, (await Host.Value).PostfixAddress);
        var deliveries = await courier.SendAsync(edit + "@example.test", [.. messages]);
        Assert.HasCount(Messages, deliveries);
        foreach (var delivery in deliveries)
        {
            expected(delivery.Plain);
            Assert.AreEqual(delivery.Plain.ToString(), delivery.Filtered.ToString(), delivery.Name);
        }
    }
}
