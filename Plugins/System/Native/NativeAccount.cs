using System.Runtime.InteropServices;

namespace Postern.Plugins.System.Native;

/// <summary><c>struct passwd</c>; its strings lie in the buffer that was handed to the call.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeAccount
{
    public nint Name;
    public nint Password;
    public uint User;
    public uint Group;
    public nint RealName;
    public nint Directory;
    public nint Shell;
}
