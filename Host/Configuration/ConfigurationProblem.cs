using Postern.Abstractions.Configuration;

namespace Postern.Configuration;

/// <summary>A mistake, or something worth a warning, in a configuration file or a <c>--set</c> option.</summary>
/// <param name="Place">Where it stands; line 0 when the file as a whole, or an option, is meant.</param>
/// <param name="Text">What is wrong, without the place.</param>
/// <param name="IsWarning">The configuration can be used all the same.</param>
public sealed record ConfigurationProblem(SourcePlace Place, string Text, bool IsWarning = false)
{
    /// <summary>The line that is shown: <c>file:line.column: text</c>.</summary>
    public override string ToString()
    {
        string place = Place.Line == 0 ? Place.File : Place.ToString();
        return IsWarning ? $"{place}: warning: {Text}" : $"{place}: {Text}";
    }
}
