namespace Postern.Plugins.Io;

/// <summary>When what is written reaches the system; the values of <c>io_buffering</c>.</summary>
internal enum BufferMode
{
    None = 0,
    Full = 1,
    Line = 2,
}
