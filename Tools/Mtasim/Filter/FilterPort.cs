using Postern.Daemon.CommandLine;
using Postern.Milter.Server;

namespace Postern.Tools.Mtasim.Filter;

/// <summary>The filter to ask, as <c>-X</c> names it.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="RefusesWhenGone">Mail is refused for good, not for now, when the filter fails (<c>F=R</c>).</param>
/// <param name="Timeouts">The times in force.</param>
internal sealed record FilterPort(string Text, MilterAddress Address, bool RefusesWhenGone, FilterTimeouts Timeouts)
{
    /// <summary>Reads an address, or the definition of a Sendmail filter: <c>NAME, S=ADDRESS, F=T, T=C:10s;R:1m</c>.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static FilterPort Parse(string text, FilterTimeouts timeouts)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        bool isDefinition = parts.Length > 1;
        string address = isDefinition ? "" : text;
        var port = new FilterPort(text, new MilterAddress(MilterAddressFamily.Unix, "", 0, ""), false, timeouts);
        foreach (string part in parts.Skip(1))
        {
            switch (part.Split('=', 2))
            {
                case ["S", var where]:
                    address = where;
                    break;
                case ["F", "T" or "" or "4"]:
                    break;
                case ["F", "R"]:
                    port = port with { RefusesWhenGone = true };
                    break;
                case ["T", var times]:
                    port = port with { Timeouts = Times(port.Timeouts, times) };
                    break;
                default:
                    throw new UsageException($"-X: S=ADDRESS, F=T, F=R or T=TIMES was expected, not `{part}'");
            }
        }

        if (address.Length == 0)
            throw new UsageException($"-X: the definition `{text}' names no socket; add S=ADDRESS");
        return MilterAddress.TryParse(address, out var parsed, out string? problem)
            ? port with { Address = parsed }
            : throw new UsageException($"-X: {problem}");
    }

    private static FilterTimeouts Times(FilterTimeouts timeouts, string text) =>
        timeouts.TryParse(text, ';', ':', out var parsed, out string problem) ? parsed : throw new UsageException($"-X: {problem}");
}
