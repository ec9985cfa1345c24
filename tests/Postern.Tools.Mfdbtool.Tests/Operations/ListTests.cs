using System.Text.Json;
using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Tests.Operations;

[TestClass]
public sealed class ListTests
{
    private readonly MfdbtoolRun _run = new();

    [TestMethod]
    public async Task List_Database_PrintsEachRecord()
    {
        await FillAsync();

        var (output, errors, code) = await _run.RunAsync("--list", "-H", "rate", "--time-format=%s");

        Assert.AreEqual(("a 1767225600 1\nb 1767225600 30\nc 1767225600 4\n", "", 0), (output, errors, code));
    }

    [TestMethod]
    public async Task List_Keys_PrintsThemInTheirOrder()
    {
        await FillAsync();

        var (output, errors, code) = await _run.RunAsync("--list", "-H", "rate", "--time-format=x", "c", "nokey", "a");

        Assert.AreEqual(("c x 4\na x 1\n", "", 1), (output, errors, code), "a key that is not there is told by the exit code");
    }

    [TestMethod]
    public async Task List_TimeFormat_IsThatOfTheLibrary()
    {
        await _run.PutAsync("rate", "a", 1);

        var (output, _, _) = await _run.RunAsync("--list", "-H", "rate", "--time-format=%Y %% \u00E4");

        StringAssert.EndsWith(output, " % \xC3\xA4 1\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task List_Prediction_IsAskedFor()
    {
        await _run.PutAsync("rate", "a", 1);

        var (output, _, _) = await _run.RunAsync("--predict=60/120", "--time-format=x");

        Assert.AreEqual("a x 1; 60 in 120 s\n", output);
    }

    [TestMethod]
    [DataRow("count", null, "b c a")]
    [DataRow("-count", null, "a c b")]
    [DataRow("count", "2", "b c")]
    [DataRow("-count", "1", "a")]
    [DataRow("key", null, "c b a")]
    [DataRow("share", null, "b c a")]
    public async Task List_Sorted_IsInOrder(string field, string? top, string expected)
    {
        await FillAsync();

        var (output, _, _) = await _run.RunAsync(
            ["--list", "-H", "rate", "--time-format=x", $"--sort={field}", .. top is null ? Array.Empty<string>() : ["--top=" + top]]);

        Assert.AreEqual(expected, string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line[0])));
    }

    [TestMethod]
    [DataRow("share")]
    [DataRow("-share")]
    public async Task List_SortedByWhatHasNoValue_HasItLast(string field)
    {
        await _run.PutAsync("rate", "none", 0);
        await _run.PutAsync("rate", "some", 1);

        var (output, _, _) = await _run.RunAsync("--list", "-H", "rate", "--time-format=x", "--sort", field);

        Assert.AreEqual("some x 1\nnone x 0\n", output);
    }

    [TestMethod]
    public async Task List_SortedByNoField_IsRefused()
    {
        await FillAsync();

        var (_, errors, code) = await _run.RunAsync("--list", "-H", "rate", "--sort=size");

        Assert.AreEqual(("mfdbtool: --sort=size: records of rate have the fields key, time, count, share\n", 64), (errors, code));
    }

    [TestMethod]
    public async Task List_Top_StopsThere()
    {
        await FillAsync();

        var (output, _, code) = await _run.RunAsync("--list", "-H", "rate", "--time-format=x", "--top=2");

        Assert.AreEqual(("a x 1\nb x 30\n", 0), (output, code));
    }

    [TestMethod]
    public async Task List_Json_HasTheFields()
    {
        await _run.PutAsync("rate", "a\"\xC3\xA4", 5);
        await _run.PutAsync("rate", "\xE4", 0);

        var (output, _, _) = await _run.RunAsync("--list", "-H", "rate", "--json");

        string[] lines = output.Split('\n');
        Assert.AreEqual("""{"database":"rate","key":"a\"Ã¤","time":1767225600,"count":5,"share":"1.25","expires":1767312000}""", lines[0]);
        using var other = JsonDocument.Parse(System.Text.Encoding.Latin1.GetBytes(lines[1]));
        Assert.AreEqual("\u00E4", other.RootElement.GetProperty("key").GetString());
        CollectionAssert.AreEqual(new byte[] { 0xE4 }, other.RootElement.GetProperty("key_base64").GetBytesFromBase64());
    }

    [TestMethod]
    public async Task List_DamagedRecord_IsTold()
    {
        await (await _run.TableAsync("rate")).PutAsync(CountFormat.Key("bad"), new StateRecord(new byte[3], null), CancellationToken.None);
        await _run.PutAsync("rate", "good", 1);

        var (output, errors, code) = await _run.RunAsync("--list", "-H", "rate", "--time-format=x");

        Assert.AreEqual(
            ("good x 1\n", "mfdbtool: the record `bad' in `sqlite:///state/rate.sqlite' is damaged, or not of format rate\n", 1), (output, errors, code));
    }

    [TestMethod]
    public async Task List_UnknownFormat_IsRefused()
    {
        var (_, errors, code) = await _run.RunAsync("--list", "-H", "bogus");

        Assert.AreEqual(($"mfdbtool: unknown database format: bogus; there are {string.Join(", ", _run.Ids)}\n", 64), (errors, code));
    }

    [TestMethod]
    public async Task List_LayoutThatNobodyKnows_IsRefused()
    {
        var (_, errors, code) = await _run.RunAsync("--list", "-H", "tbf");

        Assert.AreEqual(("mfdbtool: how the records of tbf are laid out is not known; --export writes them as they are\n", 64), (errors, code));
    }

    [TestMethod]
    public async Task List_StoreThatFails_SaysWhy()
    {
        _run.Databases.Failure = new StateStoreException("rates: no connection", isTransient: true);

        Assert.AreEqual(("", "mfdbtool: rates: no connection\n", 1), await _run.RunAsync("--list", "-H", "rate"));
    }

    private async Task FillAsync()
    {
        await _run.PutAsync("rate", "a", 1);
        await _run.PutAsync("rate", "b", 30);
        await _run.PutAsync("rate", "c", 4);
    }
}
