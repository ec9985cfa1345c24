using System.Net.Sockets;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>The exceptions of descriptors, in the reference's words.</summary>
internal static class StreamErrors
{
    public static MflException BadDescriptor => new(MflExceptionCode.Range, "invalid file descriptor");

    public static MflException Reading(string name, string reason) => new(MflExceptionCode.InputOutput, $"read error on {name}: {reason}");

    public static MflException Writing(string name, string reason) => new(MflExceptionCode.InputOutput, $"write error on {name}: {reason}");

    /// <summary>What the system said, whatever wrapped it.</summary>
    public static string Reason(IOException error) => (error, error.InnerException) switch
    {
        ({ HResult: > 0 and < 4096 }, _) => LibC.Describe(error.HResult),
        (_, SocketException { SocketErrorCode: SocketError.Shutdown }) => "Broken pipe",
        (_, SocketException socket) => socket.Message,
        _ => error.Message,
    };
}
