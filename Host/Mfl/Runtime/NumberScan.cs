namespace Postern.Mfl.Runtime;

/// <summary>What reading a number from a string gave.</summary>
/// <param name="Number">The number, saturated.</param>
/// <param name="Stop">The index of the first char that is not part of it; -1 when there is none.</param>
/// <param name="Overflows">Whether it does not fit 64 bits.</param>
internal readonly record struct NumberScan(long Number, int Stop, bool Overflows)
{
    public bool IsComplete => Stop < 0;
}
