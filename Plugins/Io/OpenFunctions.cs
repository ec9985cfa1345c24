using System.Composition;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>Opening and closing descriptors (manual, node "I/O Functions").</summary>
/// <param name="settings">The limits that the configuration sets.</param>
[PluginExport(typeof(IMflModule), "open")]
[MflVariable("io_buffering", 0)]
[MflVariable("io_buffer_size", 4096)]
[method: ImportingConstructor]
public sealed class OpenFunctions(RuntimeBlock settings) : IMflModule
{
    /// <summary>Opens a file, a command or a connection.</summary>
    /// <param name="context">The session.</param>
    /// <param name="constantLength">
    /// How much of the name is a constant of the program. The signs that say what is opened must be constant, and a shell gets constant commands only.
    /// </param>
    /// <param name="name">
    /// A file to read; <c>&gt;FILE</c> to make or empty, <c>&gt;&gt;FILE</c> to append to; <c>|COMMAND</c> to write to, <c>|&lt;COMMAND</c> to read from,
    /// <c>|&amp;COMMAND</c> for both; <c>@ URL</c> to connect to.
    /// </param>
    /// <param name="arguments">Further arguments of a command, which no shell reads as syntax.</param>
    /// <returns>The descriptor.</returns>
    /// <exception cref="MflException"><c>e_failure</c>: it cannot be opened, or <c>max-streams</c> are open; <c>e_range</c>: an unknown protocol; <c>e_inval</c>: control bytes.</exception>
    [MflFunction("open", Raises = "e_failure e_range e_inval", TellsConstant = true)]
    public ValueTask<long> Open(MflContext context, long constantLength, string name, params ReadOnlySpan<string> arguments) =>
        OpenAsync(context, name, constantLength, arguments.ToArray());

    /// <summary>Runs a command with descriptors of the script as its standard ones.</summary>
    /// <param name="context">The session.</param>
    /// <param name="constantLength">How much of the command is a constant of the program.</param>
    /// <param name="command">As for <see cref="Open"/>, the first bar may be left out.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it writes.</param>
    /// <param name="errors">Where its errors go.</param>
    /// <exception cref="MflException"><c>e_range</c>: a descriptor that is not open; <c>e_failure</c>, <c>e_inval</c> as for <see cref="Open"/>.</exception>
    [MflFunction("spawn", Raises = "e_range e_failure e_inval", TellsConstant = true)]
    public async ValueTask<long> Spawn(
        MflContext context, long constantLength, string command, long input = long.MinValue, long output = long.MinValue, long errors = long.MinValue)
    {
        var table = TableOf(context);
        ScriptStream?[] given =
        [
            input == long.MinValue ? null : table[input],
            output == long.MinValue ? null : table[output],
            errors == long.MinValue ? null : table[errors],
        ];
        foreach (var stream in given.OfType<ScriptStream>())
            await stream.SynchronizeAsync(context.CancellationToken);
        var bar = command.StartsWith('|') ? 1 : 0;
        var request = CommandRequest.Parse(command[bar..]);
        RequireConstant("spawn", command, request.Signs == 0 ? 0 : bar + request.Signs, constantLength);
        return Enlist(
            context, table, new CommandOpener("spawn", command, table, context.Logger).Open(request, constantLength == long.MaxValue, [], given));
    }

    /// <summary>Makes a file without a name, to write and read.</summary>
    /// <param name="context">The session.</param>
    /// <param name="directory">Where; <c>/tmp</c> by default.</param>
    /// <exception cref="MflException"><c>e_failure</c>: it cannot be made.</exception>
    [MflFunction("tempfile", Raises = "e_failure e_inval")]
    public long TemporaryFile(MflContext context, string directory = "/tmp")
    {
        var table = TableOf(context);
        table.RequireRoom("tempfile", 1);
        var path = NativeText.Terminated("tempfile", $"{directory}/mfdXXXXXX");
        var descriptor = LibC.mkostemp(path, LibC.CloseOnExec);
        if (descriptor < 0)
            throw new MflException(MflExceptionCode.Failure, $"tempfile: mkstemp failed: {LibC.Describe(LibC.LastError)}");
        _ = LibC.unlink(path);
        var file = new FileEndpoint(NativePipe.AboveStandard(descriptor));
        return Enlist(context, table, new ScriptStream(Encoding.Latin1.GetString(path.AsSpan(0, path.Length - 1)), file, file));
    }

    /// <summary>Closes a descriptor; waits for the end of its command.</summary>
    /// <exception cref="MflException"><c>e_range</c>: it is not open; <c>e_io</c>: what was buffered cannot be written.</exception>
    [MflFunction("close", Raises = "e_range e_io")]
    public static async ValueTask Close(MflContext context, long fd)
    {
        var table = StreamTable.Of(context);
        var stream = table[fd];
        table.Remove(stream);
        try
        {
            await stream.FlushAsync(context.CancellationToken);
        }
        finally
        {
            await stream.DisposeAsync();
            if (stream.Child is not null)
                await stream.Child.WaitAsync(context.CancellationToken);
        }
    }

    /// <summary>Ends one direction of a descriptor, or both.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fd">The descriptor.</param>
    /// <param name="how"><c>SHUT_RD</c> 0, <c>SHUT_WR</c> 1, <c>SHUT_RDWR</c> 2.</param>
    /// <exception cref="MflException"><c>e_range</c>: it is not open, or another direction.</exception>
    [MflFunction("shutdown", Raises = "e_range e_io")]
    public static async ValueTask Shutdown(MflContext context, long fd, long how)
    {
        var table = StreamTable.Of(context);
        var stream = table[fd];
        if (how is < 0 or > 2)
            throw new MflException(MflExceptionCode.Range, "shutdown: invalid file descriptor");
        if (!await stream.ShutdownAsync(how != 1, how != 0, context.CancellationToken) && stream.Child is null)
        {
            table.Remove(stream);
            await stream.DisposeAsync();
        }
    }

    /// <summary>The descriptor of the output side of a pipe in both directions.</summary>
    /// <returns>-1 for any other.</returns>
    /// <exception cref="MflException"><c>e_range</c>: it is not open.</exception>
    [MflFunction("get_output", NonBlocking = true, Raises = "e_range")]
    public static long OutputSide(MflContext context, long fd) => StreamTable.Of(context)[fd].OutputSide;

    /// <summary>Sets the mode bits that files made by this session do not get.</summary>
    /// <returns>Those of before.</returns>
    [MflFunction("umask")]
    public static long SetMask(MflContext context, long mask)
    {
        var table = StreamTable.Of(context);
        var before = table.Mask ?? FileOpener.ProcessMask();
        table.Mask = (int)(mask & 0x1FF);
        return before;
    }

    private async ValueTask<long> OpenAsync(MflContext context, string name, long constantLength, string[] arguments)
    {
        var table = TableOf(context);
        var text = name.TrimStart(' ', '\t');
        var blanks = name.Length - text.Length;
        if (text.StartsWith('|'))
        {
            var request = CommandRequest.Parse(text[1..]);
            RequireConstant("open", name, blanks + 1 + request.Signs, constantLength);
            var opener = new CommandOpener("open", name, table, context.Logger);
            return Enlist(context, table, opener.Open(request, constantLength == long.MaxValue, arguments, [null, null, null]));
        }

        if (arguments.Length > 0)
            throw new MflException(MflExceptionCode.Invalid, "open: only a command takes arguments");
        RequireConstant("open", name, text switch { ['>', '>', ..] => blanks + 2, ['>' or '@', ..] => blanks + 1, _ => 0 }, constantLength);
        table.RequireRoom("open", 1);
        return Enlist(context, table, text switch
        {
            ['@', ..] => await SocketOpener.OpenAsync(text[1..].TrimStart(' ', '\t'), context.CancellationToken),
            ['>', '>', ..] => FileOpener.Write(text[2..].TrimStart(' ', '\t'), appends: true, table.Mask),
            ['>', ..] => FileOpener.Write(text[1..].TrimStart(' ', '\t'), appends: false, table.Mask),
            _ => FileOpener.Read(text),
        });
    }

    private StreamTable TableOf(MflContext context)
    {
        var table = StreamTable.Of(context);
        table.Limit = settings.MaxStreams;
        return table;
    }

    // A name that comes from a message must not become a command.
    private static void RequireConstant(string function, string name, int signs, long constantLength)
    {
        if (signs > constantLength)
        {
            throw new MflException(
                MflExceptionCode.Invalid,
                $"{function}: `{name[..signs]}' of {name} is computed; what says that a command, an output file or a connection is opened must be a literal at the beginning");
        }
    }

    private static long Enlist(MflContext context, StreamTable table, ScriptStream stream)
    {
        if (context.GetVariable("io_buffering").Number is (1 or 2) and var mode)
        {
            stream.Mode = (BufferMode)mode;
            stream.BufferSize = (int)Math.Clamp(context.GetVariable("io_buffer_size").Number, 1, InputBuffer.Limit);
        }

        var descriptor = table.Add(stream);
        if (stream is { Input: PipeEndpoint, Output: PipeEndpoint })
            stream.OutputSide = table.Add(stream);
        return descriptor;
    }
}
