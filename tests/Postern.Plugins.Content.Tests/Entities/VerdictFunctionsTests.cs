using System.Globalization;
using Postern.Abstractions.Messages;
using Postern.Plugins.Content.Entities;

namespace Postern.Plugins.Content.Tests.Entities;

[TestClass]
public sealed class VerdictFunctionsTests
{
    private const long Descriptor = MailLab.Descriptor;
    private const string Twin = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\n\0\n--a--\n--b\n\ny\n--b--\n";

    [TestMethod]
    public void Message_OfTwoReadings_IsAmbiguous()
    {
        var lab = new MailLab(Twin);
        var functions = new VerdictFunctions(lab);

        Assert.IsTrue(functions.IsAmbiguous(lab.Context, Descriptor));
        Assert.AreEqual("entity at byte 0: its boundary can be read in more than one way", functions.Ambiguities(lab.Context, Descriptor));
    }

    [TestMethod]
    public void Message_OfOneReading_IsNot()
    {
        var lab = new MailLab("A: 1\n\nbody\n");
        var functions = new VerdictFunctions(lab);

        Assert.IsFalse(functions.IsAmbiguous(lab.Context, Descriptor));
        Assert.AreEqual("", functions.Ambiguities(lab.Context, Descriptor));
        Assert.AreEqual(0, functions.Anomalies(lab.Context, Descriptor));
        Assert.AreEqual("", functions.Names(lab.Context, Descriptor));
    }

    [TestMethod]
    public void Anomalies_OfMessageAndEntity_AreTold()
    {
        var lab = new MailLab(Twin);
        var functions = new VerdictFunctions(lab);

        Assert.AreEqual((long)(MessageAnomalies.RepeatedParameter | MessageAnomalies.NulByte), functions.Anomalies(lab.Context, Descriptor));
        Assert.AreEqual("repeated_parameter nul_byte", functions.Names(lab.Context, Descriptor));
        Assert.AreEqual("nul_byte", functions.Names(lab.Context, Descriptor, 2));
        Assert.AreEqual((long)MessageAnomalies.RepeatedParameter, functions.Anomalies(lab.Context, Descriptor, 1));
    }

    [TestMethod]
    public void Module_Constants_AreThoseOfTheContract()
    {
        string[] constants = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "mime_anomaly.mfl")).Where(static line => line.StartsWith("const ", StringComparison.Ordinal))];

        CollectionAssert.AreEqual(
            Enum.GetValues<MessageAnomalies>().Where(static anomaly => anomaly != MessageAnomalies.None)
                .Select(static anomaly => string.Create(CultureInfo.InvariantCulture, $"const MIME_{AnomalyNames.Of(anomaly).ToUpperInvariant()} {(long)anomaly}")).ToArray(),
            constants);
    }
}
