using Postern.Abstractions.Mfl;
using Postern.Plugins.Content.ContentTypes;
using Postern.Plugins.Content.Tests.Entities;

namespace Postern.Plugins.Content.Tests.ContentTypes;

[TestClass]
public sealed class ContentTypeFunctionsTests
{
    [TestMethod]
    public void RealType_Part_IsToldByItsBytes()
    {
        var lab = new PartLab("%PDF-1.7"u8.ToArray(), "MZ"u8.ToArray());
        var functions = new ContentTypeFunctions(lab);

        Assert.AreEqual("application/pdf", functions.RealType(lab.Context, PartLab.Descriptor, 2));
        Assert.AreEqual("application/x-dosexec", functions.RealType(lab.Context, PartLab.Descriptor, 3));
        Assert.AreEqual("application/x-empty", functions.RealType(lab.Context, PartLab.Descriptor));
    }

    [TestMethod]
    public void RealType_LeafOfAnotherReading_IsToldByItsBytes()
    {
        var lab = new MailLab("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--\n--b\nContent-Type: image/png\n\n%PDF-1.7\n--b--\n");

        Assert.AreEqual("application/pdf", new ContentTypeFunctions(lab).RealType(lab.Context, MailLab.Descriptor, 3));
    }

    [TestMethod]
    public void RealType_NoSuchEntity_IsOutOfRange()
    {
        var lab = new PartLab("x"u8.ToArray());

        var error = Assert.ThrowsExactly<MflException>(() => new ContentTypeFunctions(lab).RealType(lab.Context, PartLab.Descriptor, 3));

        Assert.AreEqual(((long)MflExceptionCode.Range, "mime_real_type: expected an entity from 1 to 2, got 3"), (error.Number, error.Message));
    }
}
