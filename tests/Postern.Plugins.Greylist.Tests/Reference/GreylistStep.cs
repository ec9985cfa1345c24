using System.Globalization;

namespace Postern.Plugins.Greylist.Tests.Reference;

/// <summary>One call at one time.</summary>
/// <param name="Now">The time.</param>
/// <param name="Operation"><c>greylist</c>, <c>is_greylisted</c>, <c>put</c> (write a text as the record) or <c>delete</c>.</param>
/// <param name="Key">The key.</param>
/// <param name="Argument">The interval, or the text.</param>
internal sealed record GreylistStep(DateTimeOffset Now, string Operation, string Key, string Argument)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Now:yyyy-MM-dd HH:mm:ss}|{Operation}|{Key}|{Argument}");
}
