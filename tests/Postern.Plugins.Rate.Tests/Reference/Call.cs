using System.Globalization;

namespace Postern.Plugins.Rate.Tests.Reference;

/// <summary>A call at a time.</summary>
/// <param name="At">Microseconds behind the lab's start.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Key">Its first argument.</param>
/// <param name="Numbers">Its other arguments.</param>
internal sealed record Call(long At, string Function, string Key, long[] Numbers)
{
    public string Text => $"{Function}(\"{Key}\", {string.Join(", ", Numbers.Select(Literal))})";

    // The smallest number has no literal.
    private static string Literal(long number) =>
        number == long.MinValue ? $"{number + 1} - 1" : number.ToString(CultureInfo.InvariantCulture);
}
