using System.Globalization;
using Postern.Testing.Servers;

namespace Postern.EndToEnd.RoundTrip;

/// <summary>
/// Mail that the filter only reads leaves Postfix as it would without the filter, byte for byte. <c>scripts/roundtrip</c> sends many more than these tests do.
/// </summary>
[TestClass]
public sealed class RoundTripTests
{
    private const string CountVariable = "POSTERN_ROUNDTRIP";
    private const int DefaultCount = 600;

    private static int Count => int.Parse(Environment.GetEnvironmentVariable(CountVariable) ?? DefaultCount.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [TestMethod]
    public async Task Postfix_MessagesThatAreOnlyRead_ArriveAsWithoutTheFilter()
    {
        await using var host = await PosternProcess.StartAsync(MailLab.Filter("roundtrip.mfl"));
        await using var postfix = await Courier.StartPostfixAsync(host.PostfixAddress);
        (string, byte[])[] messages = [.. RoundTripMessages.Samples(), .. RoundTripMessages.Generated(Count)];
        var deliveries = await new Courier(postfix, host.PostfixAddress).SendAsync("reader@example.test", messages);
        Assert.IsGreaterThan(messages.Length * 95 / 100, deliveries.Count, "Postfix refused too many");
        string[] changed = [.. deliveries.Where(d => d.Plain.ToString() != d.Filtered.ToString()).Select(d => d.Name)];
        CollectionAssert.AreEqual(Array.Empty<string>(), changed, $"{changed.Length} of {deliveries.Count} messages have changed: {string.Join(", ", changed.Take(20))}");
    }
}
