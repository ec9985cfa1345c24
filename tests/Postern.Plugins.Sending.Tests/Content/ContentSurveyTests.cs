using Postern.Plugins.Sending.Content;
using Postern.Plugins.Sending.Tests.Fakes;

namespace Postern.Plugins.Sending.Tests.Content;

[TestClass]
public sealed class ContentSurveyTests
{
    [TestMethod]
    [DataRow("", 0L, false, 0L, 0L)]
    [DataRow("a\nbcd\ne", 11L, false, 3L, 2L)]
    [DataRow("a\r\n\xe4", 6L, true, 1L, 1L)]
    [DataRow("\n\nlast", 10L, false, 4L, 3L)]
    public async Task Take_Message_IsMeasured(string text, long bytes, bool hasEightBit, long longest, long number) =>
        Assert.AreEqual(new ContentSurvey(bytes, hasEightBit, longest, number), await ContentSurvey.TakeAsync(Submissions.Content(text), CancellationToken.None));

    [TestMethod]
    public async Task Take_LinesOverPieces_AreMeasuredWhole()
    {
        var text = string.Concat(Enumerable.Range(1, 400).Select(static length => new string('x', length) + "\n")) + new string('y', 100_000);

        var survey = await ContentSurvey.TakeAsync(Submissions.Content(text), CancellationToken.None);

        Assert.AreEqual(100_000, survey.LongestLine);
        Assert.AreEqual(401, survey.LongestLineNumber);
        Assert.AreEqual(text.Length + 402, survey.Bytes);
    }
}
