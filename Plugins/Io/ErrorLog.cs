using System.Text;
using Microsoft.Extensions.Logging;

namespace Postern.Plugins.Io;

/// <summary>Logs what a command writes to its standard error, line by line, until the command closes it.</summary>
internal sealed partial class ErrorLog(ILogger logger, string priority)
{
    private const int LongestLine = 1024;

    private readonly StringBuilder _line = new();

    public async Task ReadAsync(PipeEndpoint errors)
    {
        var buffer = new byte[LongestLine];
        try
        {
            while (await errors.ReadAsync(buffer, CancellationToken.None) is > 0 and var count)
                Take(buffer.AsSpan(0, count));
        }
        catch (IOException)
        {
            // The command has gone; what it said until then is logged.
        }
        finally
        {
            await errors.DisposeAsync();
        }

        Flush();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value == '\n' || _line.Length >= LongestLine)
                Flush();
            if (value is < 0x20 or 0x7f && value != '\n')
                _line.Append('#').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
            else if (value != '\n')
                _line.Append((char)value);
        }
    }

    private void Flush()
    {
        if (_line.Length == 0)
            return;
        var text = _line.ToString();
        _line.Clear();
        switch (priority[(priority.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            case "debug":
                Debug(logger, text);
                break;
            case "info" or "notice":
                Information(logger, text);
                break;
            case "warning" or "warn":
                Warning(logger, text);
                break;
            default:
                Error(logger, text);
                break;
        }
    }

    [LoggerMessage(5201, LogLevel.Debug, "{Text}")]
    private static partial void Debug(ILogger logger, string text);

    [LoggerMessage(5202, LogLevel.Information, "{Text}")]
    private static partial void Information(ILogger logger, string text);

    [LoggerMessage(5203, LogLevel.Warning, "{Text}")]
    private static partial void Warning(ILogger logger, string text);

    [LoggerMessage(5204, LogLevel.Error, "{Text}")]
    private static partial void Error(ILogger logger, string text);
}
