using System.Globalization;
using System.IO.Pipes;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>Opens files by name.</summary>
internal static class FileOpener
{
    private const int FileMode = 0x1B6;

    /// <summary>Opens a file to read.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: the system refuses.</exception>
    public static ScriptStream Read(string name)
    {
        // A named pipe without a writer must not hold the handler up before its time-out can.
        var descriptor = Open(name, LibC.ReadOnly | LibC.NonBlocking, null);
        if (LibC.lseek(descriptor, 0, 1) < 0 && AsPipe(descriptor) is { } pipe)
            return new ScriptStream(name, pipe, null);
        _ = LibC.fcntl(descriptor, LibC.SetFlags, 0);
        return new ScriptStream(name, new FileEndpoint(descriptor), null);
    }

    /// <summary>Opens a file to write and read: made when it is missing, emptied or written at its end.</summary>
    /// <param name="name">The file.</param>
    /// <param name="appends">Keep what is there.</param>
    /// <param name="mask">Mode bits that a new file does not get.</param>
    public static ScriptStream Write(string name, bool appends, int? mask)
    {
        var endpoint = new FileEndpoint(Open(name, LibC.ReadWrite | LibC.Create | (appends ? LibC.Append : LibC.Truncate), mask));
        return new ScriptStream(name, endpoint, endpoint);
    }

    /// <summary>Opens a descriptor of the system.</summary>
    public static int Open(string name, int flags, int? mask)
    {
        var path = NativeText.Terminated("open", name);
        var isNew = false;
        var descriptor = -1;
        if (mask is not null && (flags & LibC.Create) != 0)
        {
            descriptor = LibC.open(path, flags | LibC.Exclusive | LibC.CloseOnExec, FileMode & ~mask.Value);
            isNew = descriptor >= 0;
        }

        if (!isNew)
            descriptor = LibC.open(path, flags | LibC.CloseOnExec, FileMode);
        if (descriptor < 0)
            throw new MflException(MflExceptionCode.Failure, $"can't open {name}: {LibC.Describe(LibC.LastError)}");
        if (isNew)
            _ = LibC.fchmod(descriptor, (uint)(FileMode & ~mask!.Value));
        return NativePipe.AboveStandard(descriptor);
    }

    /// <summary>The mode creation mask of the host's process.</summary>
    public static int ProcessMask()
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("Umask:", StringComparison.Ordinal))
                return Convert.ToInt32(line[6..].Trim(), 8);
        }

        throw new MflException(MflExceptionCode.Failure, string.Create(CultureInfo.InvariantCulture, $"umask: the system does not tell it"));
    }

    private static PipeEndpoint? AsPipe(int descriptor)
    {
        try
        {
            return new PipeEndpoint(descriptor, PipeDirection.In);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
