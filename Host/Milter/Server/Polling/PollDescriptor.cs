using System.Runtime.InteropServices;

namespace Postern.Milter.Server.Polling;

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Wanted;
    public short Found;
}
