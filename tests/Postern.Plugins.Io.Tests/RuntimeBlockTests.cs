using Postern.Abstractions.Configuration;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Tests;

[TestClass]
public sealed class RuntimeBlockTests
{
    private static readonly SourcePlace Place = new("f", 1, 1, 1, 1);

    private readonly RuntimeBlock _block = new();

    [TestMethod]
    public async Task MaxStreams_Set_BoundsDescriptors()
    {
        _block.Configure(Runtime("max-streams", "2"));
        var functions = new OpenFunctions(_block);
        var context = StreamContext.Create();
        await functions.Open(context, long.MaxValue, "/dev/null");
        await functions.Open(context, long.MaxValue, "/dev/null");

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await functions.Open(context, long.MaxValue, "/dev/null"));

        Assert.AreEqual("open: no more files available", error.Message);
        await StreamTable.Of(context).DisposeAsync();
    }

    [TestMethod]
    [DataRow("max-streams", "0", "`max-streams' wants a number from 1 to 1000000")]
    [DataRow("max-streams", "many", "`max-streams' wants a number from 1 to 1000000")]
    [DataRow("max-stream", "5", "unknown keyword `max-stream' in `runtime'")]
    public void Configure_WrongStatement_IsRefused(string keyword, string value, string text) =>
        Assert.AreEqual(text, Assert.ThrowsExactly<ConfigurationException>(() => _block.Configure(Runtime(keyword, value))).Message);

    [TestMethod]
    public void Configure_NoBlock_IsRefused() =>
        Assert.ThrowsExactly<ConfigurationException>(() => _block.Configure(new ConfigurationStatement("runtime", [], null, Place)));

    private static ConfigurationStatement Runtime(string keyword, string value) => new(
        "runtime", [], [new ConfigurationStatement(keyword, [new ConfigurationValue(value, null, Place)], null, Place)], Place);
}
