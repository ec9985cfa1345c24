using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>Both ends of a pipe, above the standard descriptors and closed at exec.</summary>
internal readonly record struct NativePipe(int ReadEnd, int WriteEnd)
{
    private const int FirstFree = 3;

    /// <exception cref="MflException"><c>e_failure</c>: the system has no more descriptors.</exception>
    public static NativePipe Open(string function)
    {
        var ends = new int[2];
        if (LibC.pipe2(ends, LibC.CloseOnExec) < 0)
            throw new MflException(MflExceptionCode.Failure, $"{function}: cannot make a pipe: {LibC.Describe(LibC.LastError)}");
        return new NativePipe(AboveStandard(ends[0]), AboveStandard(ends[1]));
    }

    /// <summary>Moves a descriptor out of the way of those that a child is given.</summary>
    public static int AboveStandard(int descriptor)
    {
        if (descriptor is < 0 or >= FirstFree)
            return descriptor;
        var moved = LibC.fcntl(descriptor, LibC.DuplicateCloseOnExec, FirstFree);
        _ = LibC.close(descriptor);
        return moved;
    }
}
