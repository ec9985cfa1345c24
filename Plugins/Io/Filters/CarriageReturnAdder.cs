namespace Postern.Plugins.Io.Filters;

/// <summary>A carriage return before each newline.</summary>
internal sealed class CarriageReturnAdder : StreamFilter
{
    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        while (input.IndexOf((byte)'\n') is >= 0 and var newline)
        {
            output.Write(input[..newline]);
            output.Write("\r\n"u8);
            input = input[(newline + 1)..];
        }

        output.Write(input);
    }
}
