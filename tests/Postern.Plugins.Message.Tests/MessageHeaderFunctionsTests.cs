using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message.Tests;

[TestClass]
public sealed class MessageHeaderFunctionsTests
{
    private const string Text = "Received: one\nreceived: two\nX: y\nRECEIVED:   three\n\tfolded  \n\nbody\n";

    private readonly MessageLab _lab = new();

    [TestMethod]
    [DataRow("received", 1L, "one")]
    [DataRow("Received", 2L, "two")]
    [DataRow("Received", 3L, "three\n\tfolded  ")]
    [DataRow("Received", -1L, "three\n\tfolded  ")]
    [DataRow("Received", -3L, "one")]
    public async Task FindValue_Field_IsTheOneOfItsNumber(string name, long index, string value)
    {
        long message = await _lab.OpenAsync(Text);

        Assert.AreEqual(value, _lab.Headers.FindValue(_lab.Context, message, name, index));
        Assert.IsTrue(_lab.Headers.Has(_lab.Context, message, name, index));
    }

    [TestMethod]
    [DataRow("Received", 4L)]
    [DataRow("Received", 0L)]
    [DataRow("Received", -4L)]
    [DataRow("Received", long.MinValue)]
    [DataRow("none", 1L)]
    [DataRow("", 1L)]
    public async Task FindValue_NoSuchField_IsNotFound(string name, long index)
    {
        long message = await _lab.OpenAsync(Text);

        var error = Assert.ThrowsExactly<MflException>(() => _lab.Headers.FindValue(_lab.Context, message, name, index));
        Assert.AreEqual(((long)MflExceptionCode.NotFound, "message_find_header: header not found"), (error.Number, error.Message));
        Assert.IsFalse(_lab.Headers.Has(_lab.Context, message, name, index));
    }

    [TestMethod]
    public async Task Count_Names_AreCountedInEitherCase()
    {
        long message = await _lab.OpenAsync(Text);

        Assert.AreEqual((4L, 3L, 0L, 1L), (
            _lab.Headers.Count(_lab.Context, message), _lab.Headers.Count(_lab.Context, message, "Received"), _lab.Headers.Count(_lab.Context, message, "none"),
            _lab.Headers.Count(_lab.Context, message, "x")));
    }

    [TestMethod]
    public async Task At_Index_IsTheFieldInItsPlace()
    {
        long message = await _lab.OpenAsync(Text);

        Assert.AreEqual(("RECEIVED", "three\n\tfolded  "), (_lab.Headers.NameAt(_lab.Context, message, 4), _lab.Headers.ValueAt(_lab.Context, message, 4)));
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(-1L)]
    [DataRow(5L)]
    [DataRow(long.MaxValue)]
    public async Task At_IndexOutside_IsOutOfRange(long index)
    {
        long message = await _lab.OpenAsync(Text);

        var error = Assert.ThrowsExactly<MflException>(() => _lab.Headers.NameAt(_lab.Context, message, index));
        Assert.AreEqual(((long)MflExceptionCode.Range, "message_nth_header_name: header index out of range"), (error.Number, error.Message));
        error = Assert.ThrowsExactly<MflException>(() => _lab.Headers.ValueAt(_lab.Context, message, index));
        Assert.AreEqual("message_nth_header_value: header index out of range", error.Message);
    }

    [TestMethod]
    public async Task Lines_MessageAndBody_AreReadApart()
    {
        long message = await _lab.OpenAsync("Subject: x\nTo: y\n\nl1\nl2\nl3");

        Assert.AreEqual("Subject: x\n", await _lab.Lines.ReadLine(_lab.Context, message));
        Assert.AreEqual("l1\n", await _lab.Lines.ReadBodyLine(_lab.Context, message));
        Assert.AreEqual("To: y\n|\n|l1\n|l2\n|l3", await MessageLab.ReadAllAsync(() => _lab.Lines.ReadLine(_lab.Context, message)));
        _lab.Lines.RewindBody(_lab.Context, message);
        Assert.AreEqual("l1\n|l2\n|l3", await MessageLab.ReadAllAsync(() => _lab.Lines.ReadBodyLine(_lab.Context, message)));
        Assert.AreEqual("16 message_read_line: mu_stream_getline: end of input", await MessageLab.FailureAsync(async () => await _lab.Lines.ReadLine(_lab.Context, message)));
        _lab.Lines.Rewind(_lab.Context, message);
        Assert.AreEqual("Subject: x\n", await _lab.Lines.ReadLine(_lab.Context, message));
    }
}
