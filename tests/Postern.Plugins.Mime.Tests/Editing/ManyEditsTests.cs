using Postern.Abstractions.Mfl;
using Postern.Plugins.Mime.Editing;

namespace Postern.Plugins.Mime.Tests.Editing;

/// <summary>Many changes of one message.</summary>
[TestClass]
public sealed class ManyEditsTests
{
    [TestMethod]
    [Timeout(20_000)]
    public void Remove_LastOfVeryManyParts_TakesTimeInProportion()
    {
        const int Parts = 9000, Removed = 1000;
        var lab = new EditLab("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n" + string.Concat(Enumerable.Range(1, Parts).Select(static i => $"--B\n\n{i}\n")) + "--B--\n");

        for (int i = 0; i < Removed; i++)
            EditingFunctions.Remove(lab.Context, Parts + 1 - i);

        Assert.HasCount(Parts - Removed, EditLab.Parse(lab.Result).Root.Parts);
    }

    [TestMethod]
    public void Changes_VeryMany_AreTooMany()
    {
        var lab = new EditLab("Subject: x\n\ny\n");
        for (int i = 0; i < 1000; i++)
            EditingFunctions.AppendText(lab.Context, "z");

        Assert.AreEqual((long)MflExceptionCode.TooMany, Assert.ThrowsExactly<MflException>(() => EditingFunctions.AppendText(lab.Context, "z")).Number);
    }
}
