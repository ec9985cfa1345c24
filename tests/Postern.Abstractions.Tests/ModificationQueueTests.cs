using Postern.Abstractions.Milter;

namespace Postern.Abstractions.Tests;

[TestClass]
public sealed class ModificationQueueTests
{
    [TestMethod]
    public void Add_Items_KeepTheirOrder()
    {
        var queue = new ModificationQueue();
        queue.Add(new MessageModification.Quarantine("first"));
        queue.Add(new MessageModification.AddHeader("X", "second"));

        CollectionAssert.AreEqual(
            new[] { MilterActions.Quarantine, MilterActions.AddHeaders },
            queue.Items.Select(item => item.Needs).ToArray());
    }

    [TestMethod]
    public void Add_BeyondLimit_Throws()
    {
        var queue = new ModificationQueue();
        for (var i = 0; i < ModificationQueue.Limit; i++)
            queue.Add(new MessageModification.DeleteRecipient("<a@b>"));

        Assert.ThrowsExactly<InvalidOperationException>(() => queue.Add(new MessageModification.DeleteRecipient("<a@b>")));
    }

    [TestMethod]
    public void Clear_ThenAdd_StartsAnew()
    {
        var queue = new ModificationQueue();
        queue.Add(new MessageModification.Quarantine("old"));
        queue.Clear();
        queue.Add(new MessageModification.Quarantine("new"));

        Assert.AreEqual(new MessageModification.Quarantine("new"), queue.Items.Single());
    }

    [TestMethod]
    [DataRow("", MilterActions.AddRecipients)]
    [DataRow("NOTIFY=NEVER", MilterActions.AddRecipientsWithArguments)]
    public void AddRecipient_Arguments_ChooseTheAction(string arguments, MilterActions needed) =>
        Assert.AreEqual(needed, new MessageModification.AddRecipient("<a@b>", arguments).Needs);
}
