using System.Globalization;
using Postern.Daemon.FilterTests.Expectations;
using Postern.Daemon.FilterTests.Model;

namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>Finds expectations of one message that can never come true together.</summary>
internal static class ContradictionCheck
{
    public static IEnumerable<(int Line, string Text)> Of(TestMessage message)
    {
        List<Expectation> all = message.Expectations;
        for (int later = 1; later < all.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                string reason = all[earlier].ContradictionWith(all[later]) is { Length: > 0 } found
                    ? found
                    : all[later].ContradictionWith(all[earlier]);
                if (reason.Length > 0)
                {
                    yield return (all[later].Line, string.Create(
                        CultureInfo.InvariantCulture, $"it can never match together with line {all[earlier].Line}: {reason}"));
                    break;
                }
            }
        }
    }
}
