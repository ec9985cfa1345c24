using System.Runtime.InteropServices;

namespace Postern.Plugins.System.Native;

/// <summary><c>struct tm</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeTime
{
    public int Second;
    public int Minute;
    public int Hour;
    public int Day;
    public int Month;
    public int YearSince1900;
    public int Weekday;
    public int DayOfYear;
    public int IsDaylightSaving;
    public nint Offset;
    public nint Zone;
}
