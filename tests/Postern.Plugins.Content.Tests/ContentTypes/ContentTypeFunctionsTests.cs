using Postern.Abstractions.Mfl;
using Postern.Plugins.Content.ContentTypes;

namespace Postern.Plugins.Content.Tests.ContentTypes;

[TestClass]
public sealed class ContentTypeFunctionsTests
{
    [TestMethod]
    public void RealType_Part_IsToldByItsBytes()
    {
        var lab = new PartLab("%PDF-1.7"u8.ToArray(), "MZ"u8.ToArray());
        var functions = new ContentTypeFunctions(lab);

        Assert.AreEqual("application/pdf", functions.RealType(lab.Context, PartLab.Descriptor, 1));
        Assert.AreEqual("application/x-dosexec", functions.RealType(lab.Context, PartLab.Descriptor, 2));
        Assert.AreEqual("application/x-empty", functions.RealType(lab.Context, PartLab.Descriptor));
    }

    [TestMethod]
    public void RealType_NoSuchPart_IsNotFound()
    {
        var lab = new PartLab("x"u8.ToArray());

        var error = Assert.ThrowsExactly<MflException>(() => new ContentTypeFunctions(lab).RealType(lab.Context, PartLab.Descriptor, 2));

        Assert.AreEqual(((long)MflExceptionCode.NotFound, "mime_real_type: there is no part 2"), (error.Number, error.Message));
    }
}
