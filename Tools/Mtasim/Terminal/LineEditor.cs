using Postern.Tools.Mtasim.Smtp;

namespace Postern.Tools.Mtasim.Terminal;

/// <summary>Lines edited on a terminal, with the keys of Emacs and the arrows, and a history.</summary>
internal sealed class LineEditor(Stream input, Stream output, ITerminal terminal, string prompt) : ILineSource
{
    private const int MinText = 10;

    private readonly KeyReader _keys = new(input);
    private readonly History _history = new();

    /// <exception cref="OperationCanceledException">Control-C was typed.</exception>
    public async ValueTask<InputLine?> ReadLineAsync(CancellationToken cancellationToken)
    {
        using var raw = terminal.Raw();
        var buffer = new EditBuffer();
        while (true)
        {
            if (!_keys.HasMore)
                await ShowAsync(buffer, cancellationToken);
            var (key, b) = await _keys.ReadAsync(cancellationToken);
            switch (key)
            {
                case Key.Character:
                    buffer.Insert(b);
                    break;
                case Key.Older:
                    buffer.Replace(_history.Older(buffer.Text));
                    break;
                case Key.Newer:
                    buffer.Replace(_history.Newer(buffer.Text));
                    break;
                case Key.Enter:
                    return await FinishAsync(buffer, cancellationToken);
                case Key.Interrupt:
                    await WriteAsync("\r\n", cancellationToken);
                    throw new OperationCanceledException("Control-C was typed");
                case Key.EndOfInput or Key.DeleteOrEnd when buffer.IsEmpty:
                    await WriteAsync("\r\n", cancellationToken);
                    return null;
                case Key.EndOfInput:
                    return await FinishAsync(buffer, cancellationToken);
                default:
                    buffer.Apply(key);
                    break;
            }
        }
    }

    private async Task<InputLine> FinishAsync(EditBuffer buffer, CancellationToken cancellationToken)
    {
        buffer.Apply(Key.End);
        await ShowAsync(buffer, cancellationToken);
        await WriteAsync("\r\n", cancellationToken);
        _history.Add(buffer.Text);
        return new InputLine(buffer.Text, IsCut: false);
    }

    /// <summary>Draws the line anew, or that part of it around the cursor for which there is room.</summary>
    private async Task ShowAsync(EditBuffer buffer, CancellationToken cancellationToken)
    {
        int room = Math.Max(terminal.Width - EditBuffer.Columns(prompt) - 1, MinText);
        string text = buffer.Text;
        int start = buffer.Cursor;
        for (int columns = 0; start > 0 && columns < room; columns += EditBuffer.Columns(text.AsSpan(start, 1)))
            start--;
        int end = start;
        for (int columns = 0; end < text.Length && (columns += EditBuffer.Columns(text.AsSpan(end, 1))) <= room;)
            end++;
        int back = EditBuffer.Columns(text.AsSpan(buffer.Cursor, end - buffer.Cursor));
        string shown = Bytes.Printable(text[start..end]).Replace('\t', ' ');
        await WriteAsync($"\r{prompt}{shown}\x1B[K{(back > 0 ? FormattableString.Invariant($"\x1B[{back}D") : "")}", cancellationToken);
    }

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Bytes.ToArray(text), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
