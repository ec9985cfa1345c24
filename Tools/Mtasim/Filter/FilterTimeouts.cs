using System.Globalization;

namespace Postern.Tools.Mtasim.Filter;

/// <summary>How long is waited for the filter, by Sendmail's letters.</summary>
internal sealed record FilterTimeouts
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary><c>C</c>: for the connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary><c>S</c> or <c>W</c>: for the filter to take what is sent.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>R</c>: for one reply.</summary>
    public TimeSpan Read { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>E</c>: from the end of the message to the reply to it.</summary>
    public TimeSpan EndOfMessage { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads assignments over these: <c>C=10s,R=1m30s</c>, or <c>C:10s;R:90</c> in the definition of a Sendmail filter.</summary>
    public bool TryParse(string text, char separator, char equals, out FilterTimeouts parsed, out string problem)
    {
        parsed = this;
        problem = "";
        foreach (string assignment in text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (assignment.Length < 2 || assignment[1] != equals)
                problem = $"missing '{equals}' after `{assignment[0]}'";
            else if (!TryInterval(assignment[2..], out var time))
                problem = $"invalid timeout near `{assignment[2..]}': a time up to {Longest.TotalDays} days was expected, as 90, 90s or 1m30s";
            else if (parsed.With(char.ToUpperInvariant(assignment[0]), time) is { } changed)
                parsed = changed;
            else
                problem = $"unknown timeout: {assignment[0]}; C, S, W, R and E are known";
            if (problem.Length > 0)
                return false;
        }

        return true;
    }

    private FilterTimeouts? With(char letter, TimeSpan time) => letter switch
    {
        'C' => this with { Connect = time },
        'S' or 'W' => this with { Send = time },
        'R' => this with { Read = time },
        'E' => this with { EndOfMessage = time },
        _ => null,
    };

    /// <summary>A sum of numbers with units; a number alone is seconds.</summary>
    private static bool TryInterval(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        int position = 0;
        while (position < text.Length)
        {
            int start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
                position++;
            if (!int.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                return false;
            int seconds = position == text.Length ? 1 : Unit(text[position++]);
            if (seconds == 0 || (long)number * seconds > (long)Longest.TotalSeconds)
                return false;
            time += TimeSpan.FromSeconds((long)number * seconds);
        }

        return time > TimeSpan.Zero && time <= Longest;
    }

    private static int Unit(char letter) => letter switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        'w' => 604_800,
        _ => 0,
    };
}
