using Microsoft.Extensions.Logging;

namespace Postern.Daemon.Logging;

/// <summary>A line on its way to the log.</summary>
/// <param name="Level">Its severity.</param>
/// <param name="Tag">The program's tag, with the listener's id after <c>#</c>.</param>
/// <param name="Text">The text without control characters; bytes as characters, or Unicode.</param>
internal readonly record struct LogRecord(LogLevel Level, string Tag, string Text);
