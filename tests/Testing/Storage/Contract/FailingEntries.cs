using System.Collections;
using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <summary>A list that fails when one of its entries is asked for.</summary>
internal sealed class FailingEntries(StateEntry[] entries, int failsAt) : IReadOnlyList<StateEntry>
{
    public int Count => entries.Length;

    public StateEntry this[int index] => index == failsAt ? throw new NotSupportedException("this entry fails") : entries[index];

    public IEnumerator<StateEntry> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
