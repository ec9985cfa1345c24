using Postern.Abstractions.Mfl;
using Postern.Plugins.Content.Entities;

namespace Postern.Plugins.Content.Tests.Entities;

[TestClass]
public sealed class EntityFunctionsTests
{
    private const long Descriptor = MailLab.Descriptor;

    private const string Mail = """
        Subject: a
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=UTF-8

        text
        --b
        Content-Type: message/rfc822

        Subject: inner
        X: 1
        X: 2
        Content-Type: image/png; name=a.png
        Content-Disposition: attachment; filename=b.png
        Content-Transfer-Encoding: base64

        AAECAw==
        --b--

        """;

    private readonly MailLab _lab = new(Mail);

    [TestMethod]
    public void Entities_OfAMessage_AreNumberedInTheirOrder()
    {
        var functions = new EntityFunctions(_lab);

        Assert.AreEqual(4, functions.Count(_lab.Context, Descriptor));
        string seen = string.Join(' ', Enumerable.Range(1, 4).Select(entity =>
            $"{functions.MediaType(_lab.Context, Descriptor, entity)}:{functions.Parent(_lab.Context, Descriptor, entity)}:{functions.Depth(_lab.Context, Descriptor, entity)}"));
        Assert.AreEqual("multipart/mixed:0:1 text/plain:1:2 message/rfc822:1:2 image/png:3:3", seen);
    }

    [TestMethod]
    public void Entity_WhatItIs_IsTold()
    {
        var functions = new EntityFunctions(_lab);

        Assert.AreEqual("attachment", functions.Disposition(_lab.Context, Descriptor, 4));
        Assert.AreEqual("b.png", functions.FileName(_lab.Context, Descriptor, 4));
        Assert.AreEqual("a.png", functions.FileName(_lab.Context, Descriptor, 4, 2));
        Assert.AreEqual("", functions.FileName(_lab.Context, Descriptor, 4, 3));
        Assert.AreEqual("UTF-8", functions.Parameter(_lab.Context, Descriptor, 2, "CharSet"));
        Assert.AreEqual("", functions.Parameter(_lab.Context, Descriptor, 2, "name"));
        Assert.AreEqual("base64", functions.Encoding(_lab.Context, Descriptor, 4));
        Assert.AreEqual("7bit", functions.Encoding(_lab.Context, Descriptor, 2));
        Assert.AreEqual(4, functions.Size(_lab.Context, Descriptor, 4));
        Assert.AreEqual("2", functions.Header(_lab.Context, Descriptor, 4, "x", 2));
        Assert.AreEqual("", functions.Header(_lab.Context, Descriptor, 4, "x", 3));
        Assert.AreEqual("a", functions.Header(_lab.Context, Descriptor, 1, "subject"));
    }

    [TestMethod]
    public void Leaves_OfAMessage_AreEntities()
    {
        var functions = new EntityFunctions(_lab);

        Assert.AreEqual(2, functions.LeafCount(_lab.Context, Descriptor));
        Assert.AreEqual(2, functions.Leaf(_lab.Context, Descriptor, 1));
        Assert.AreEqual(4, functions.Leaf(_lab.Context, Descriptor, 2));
    }

    [TestMethod]
    public void Leaves_OfOtherReadings_HaveNumbersBehindTheStructure()
    {
        var lab = new MailLab("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--\n--b\nContent-Type: image/png\n\ny\n--b--\n");
        var functions = new EntityFunctions(lab);

        Assert.AreEqual(2, functions.Count(lab.Context, Descriptor));
        Assert.AreEqual(2, functions.LeafCount(lab.Context, Descriptor));
        Assert.AreEqual(3, functions.Leaf(lab.Context, Descriptor, 2));
        Assert.AreEqual("image/png", functions.MediaType(lab.Context, Descriptor, 3));
        Assert.AreEqual((0, 2), (functions.Parent(lab.Context, Descriptor, 3), functions.Depth(lab.Context, Descriptor, 3)));
    }

    [TestMethod]
    [DataRow(0, "mime_type: expected an entity from 1 to 4, got 0")]
    [DataRow(5, "mime_type: expected an entity from 1 to 4, got 5")]
    public void Entity_NoSuch_IsOutOfRange(long entity, string expected)
    {
        var error = Assert.ThrowsExactly<MflException>(() => new EntityFunctions(_lab).MediaType(_lab.Context, Descriptor, entity));

        Assert.AreEqual(((long)MflExceptionCode.Range, expected), (error.Number, error.Message));
    }

    [TestMethod]
    public void Leaf_NoSuch_IsOutOfRange()
    {
        var error = Assert.ThrowsExactly<MflException>(() => new EntityFunctions(_lab).Leaf(_lab.Context, Descriptor, 3));

        Assert.AreEqual(((long)MflExceptionCode.Range, "mime_leaf: expected a leaf from 1 to 2, got 3"), (error.Number, error.Message));
    }
}
