using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Rate;

/// <summary>The intervals in which windows and distinct values are counted.</summary>
internal static class CountingInterval
{
    /// <summary>A hundred years, in seconds.</summary>
    public const long Longest = 100L * 366 * 24 * 3600;

    public static bool Contains(long seconds) => seconds is >= 1 and <= Longest;

    /// <exception cref="MflException"><c>e_range</c></exception>
    public static void Check(string function, long seconds)
    {
        if (!Contains(seconds))
            throw new MflException(MflExceptionCode.Range, $"{function}: the interval must be from 1 to {Longest} seconds, not {seconds}");
    }
}
