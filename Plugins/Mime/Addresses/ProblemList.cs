using System.Collections.ObjectModel;

namespace Postern.Plugins.Mime.Addresses;

/// <summary>Reasons, each once and not too many.</summary>
internal sealed class ProblemList : Collection<string>
{
    private const int Most = 32;

    /// <inheritdoc/>
    protected override void InsertItem(int index, string item)
    {
        if (Count < Most && !Contains(item))
            base.InsertItem(index, item);
    }
}
