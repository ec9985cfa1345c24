using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.System;

/// <summary>The system's logger (manual, node "Syslog Interface").</summary>
[PluginExport(typeof(IMflModule), "syslog")]
public sealed partial class SyslogFunctions : IMflModule, IDisposable
{
    private const int MailFacility = 2 << 3;
    private const int AllPriorities = 0x3FF;
    private const int LongestText = 8192;

    private readonly SyslogSocket _socket;

    /// <summary>Uses the logger at <c>/dev/log</c>.</summary>
    public SyslogFunctions()
        : this(new SyslogSocket("/dev/log"))
    {
    }

    internal SyslogFunctions(SyslogSocket socket) => _socket = socket;

    /// <summary>
    /// Logs a line (RFC 3164 §4.1). Control bytes arrive as <c>#ooo</c> in octal, so that text from mail stays within its line; what is longer than 8192 bytes
    /// is cut. The line goes to the host's log when the system's logger does not take it.
    /// </summary>
    /// <param name="context">The session.</param>
    /// <param name="priority">A level, with a facility added or else that of mail.</param>
    /// <param name="text">What to log.</param>
    [MflFunction("syslog", NonBlocking = true)]
    public void Log(MflContext context, long priority, string text)
    {
        var code = (int)(priority & AllPriorities);
        if (code < 8)
            code |= MailFacility;
        var line = Escape(text);
        var now = new CalendarFormatter(BrokenDownTime.Local(context.Time.GetUtcNow().ToUnixTimeSeconds())).Format("%b %e %H:%M:%S");
        var datagram = string.Create(CultureInfo.InvariantCulture, $"<{code}>{now} postern[{Environment.ProcessId}]: {line}");
        if (!_socket.TrySend(Encoding.Latin1.GetBytes(datagram)))
            NotTaken(context.Logger, line);
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _socket.Dispose();

    private static string Escape(string text)
    {
        if (text.Length <= LongestText && !text.Any(char.IsControl))
            return text;
        var result = new StringBuilder(text.Length);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestText)))
        {
            if (c is < ' ' or '\x7f')
                result.Append('#').Append(Convert.ToString(c, 8).PadLeft(3, '0'));
            else
                result.Append(c);
        }

        return result.ToString();
    }

    [LoggerMessage(5101, LogLevel.Information, "{Text}")]
    private static partial void NotTaken(ILogger logger, string text);
}
