using Postern.Abstractions.Mfl;
using Postern.Plugins.Content.Archives;

namespace Postern.Plugins.Content.Tests.Archives;

[TestClass]
public sealed class ArchiveFunctionsTests
{
    private readonly PartLab _lab = new(Archive.Bytes("text"), Archive.Zip(("a.exe", Archive.Bytes("cat")), ("in.gz", Archive.Gzip(Archive.Bytes("x"), "y"))), Archive.Bytes("Rar!\u001a\u0007\u0001\0"));

    [TestMethod]
    public void Functions_Archive_TellItsMembers()
    {
        var functions = new ArchiveFunctions(_lab);

        Assert.AreEqual("ok", functions.Status(_lab.Context, PartLab.Descriptor, 3));
        Assert.AreEqual("", functions.Reason(_lab.Context, PartLab.Descriptor, 3));
        Assert.AreEqual(3L, functions.Count(_lab.Context, PartLab.Descriptor, 3));
        Assert.AreEqual("a.exe", functions.Name(_lab.Context, PartLab.Descriptor, 1, 3));
        Assert.AreEqual(3L, functions.Size(_lab.Context, PartLab.Descriptor, 1, 3));
        Assert.AreEqual("y", functions.Name(_lab.Context, PartLab.Descriptor, 3, 3));
        Assert.AreEqual(2L, functions.Depth(_lab.Context, PartLab.Descriptor, 3, 3));
        Assert.AreEqual(1, _lab.Opened);
    }

    [TestMethod]
    public void Functions_OtherContent_SayWhy()
    {
        var functions = new ArchiveFunctions(_lab);

        Assert.AreEqual("none", functions.Status(_lab.Context, PartLab.Descriptor, 2));
        Assert.AreEqual("undecipherable", functions.Status(_lab.Context, PartLab.Descriptor, 4));
        Assert.AreEqual("application/vnd.rar cannot be read", functions.Reason(_lab.Context, PartLab.Descriptor, 4));
    }

    [TestMethod]
    [DataRow("archive_max_members", 1L)]
    [DataRow("archive_max_depth", 0L)]
    [DataRow("archive_max_bytes", 2L)]
    public void Status_LimitOfTheProgram_IsTooBig(string variable, long value)
    {
        _lab.Context.Variables[variable] = new MflValue(value);

        Assert.AreEqual("too big", new ArchiveFunctions(_lab).Status(_lab.Context, PartLab.Descriptor, 3));
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(4L)]
    [DataRow(-1L)]
    public void Name_NoSuchMember_IsOutOfRange(long index)
    {
        var error = Assert.ThrowsExactly<MflException>(() => new ArchiveFunctions(_lab).Name(_lab.Context, PartLab.Descriptor, index, 3));

        Assert.AreEqual(((long)MflExceptionCode.Range, $"archive_member_name: no member {index}, there are 3"), (error.Number, error.Message));
    }

    [TestMethod]
    public void Status_NoSuchEntityOrMessage_IsAnError()
    {
        var functions = new ArchiveFunctions(_lab);

        var error = Assert.ThrowsExactly<MflException>(() => functions.Status(_lab.Context, PartLab.Descriptor, 5));
        Assert.AreEqual(((long)MflExceptionCode.Range, "archive_status: expected an entity from 1 to 4, got 5"), (error.Number, error.Message));
        Assert.AreEqual("archive_status: message not open", Assert.ThrowsExactly<MflException>(() => functions.Status(_lab.Context, 1)).Message);
    }

    [TestMethod]
    public void Status_NoEntity_IsThatOfTheMessage() => Assert.AreEqual("none", new ArchiveFunctions(_lab).Status(_lab.Context, PartLab.Descriptor));
}
