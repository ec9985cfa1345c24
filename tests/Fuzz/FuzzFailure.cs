namespace Postern.Fuzz;

/// <param name="Number">Number of the input in its run.</param>
/// <param name="Input">The input.</param>
/// <param name="Text">What went wrong.</param>
internal sealed record FuzzFailure(int Number, byte[] Input, string Text)
{
    public override string ToString() => $"input {Number} ({Convert.ToBase64String(Input)}): {Text}";
}
