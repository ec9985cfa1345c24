namespace Postern.Plugins.Io.Filters;

/// <summary>The same bytes before each line.</summary>
internal sealed class LinePrefixer(byte[] prefix) : StreamFilter
{
    private bool _isAtStart = true;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        while (!input.IsEmpty)
        {
            if (_isAtStart)
                output.Write(prefix);
            var newline = input.IndexOf((byte)'\n');
            _isAtStart = newline >= 0;
            var length = _isAtStart ? newline + 1 : input.Length;
            output.Write(input[..length]);
            input = input[length..];
        }
    }
}
