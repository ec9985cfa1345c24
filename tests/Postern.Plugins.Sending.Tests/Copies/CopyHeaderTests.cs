using System.Text;
using Postern.Abstractions.Milter;
using Postern.Plugins.Sending.Copies;
using Postern.Plugins.Sending.Tests.Fakes;

namespace Postern.Plugins.Sending.Tests.Copies;

[TestClass]
public sealed class CopyHeaderTests
{
    private readonly CopyHeader _header = new(new StoredMessage("", "A: 1", "B:  2", "a: 3").Header);

    [TestMethod]
    public void Add_Field_ComesLast()
    {
        _header.Add(new MessageModification.AddHeader("C", "4"));

        Assert.AreEqual("A: 1|B:  2|a: 3|C: 4", Text);
    }

    [TestMethod]
    [DataRow(0, "C: 4|A: 1|B:  2|a: 3")]
    [DataRow(1, "C: 4|A: 1|B:  2|a: 3")]
    [DataRow(2, "A: 1|C: 4|B:  2|a: 3")]
    [DataRow(99, "A: 1|B:  2|a: 3|C: 4")]
    public void Insert_Field_ComesBeforeTheField(int index, string expected)
    {
        _header.Insert(new MessageModification.InsertHeader(index, "C", "4"));

        Assert.AreEqual(expected, Text);
    }

    [TestMethod]
    [DataRow("A", 1, "x", "A: x|B:  2|a: 3")]
    [DataRow("A", 0, "x", "A: x|B:  2|a: 3")]
    [DataRow("a", 2, "x", "A: 1|B:  2|a: x")]
    [DataRow("A", 2, "", "A: 1|B:  2")]
    [DataRow("C", 1, "x", "A: 1|B:  2|a: 3|C: x")]
    [DataRow("C", 1, "", "A: 1|B:  2|a: 3")]
    [DataRow("A", 1, "\tx", "A:\tx|B:  2|a: 3")]
    [DataRow("A", 1, "x\r\nInjected: y\n\nbody", "A: x\n\tInjected: y\n\tbody|B:  2|a: 3")]
    public void Change_Field_IsReplacedDeletedOrAdded(string name, int index, string value, string expected)
    {
        _header.Change(new MessageModification.ChangeHeader(name, index, value));

        Assert.AreEqual(expected, Text);
    }

    private string Text => string.Join('|', _header.Fields.Select(static item => Encoding.Latin1.GetString(item.Name.Span) + ":" + Encoding.Latin1.GetString(item.Body.Span)));
}
