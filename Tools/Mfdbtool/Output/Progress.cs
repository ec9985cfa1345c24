using System.Globalization;
using System.Text;

namespace Postern.Tools.Mfdbtool.Output;

/// <summary>Tells on a terminal how far long work has come; silent elsewhere, and about work that is done soon.</summary>
internal sealed class Progress(Stream stream, bool isShown, TimeProvider time)
{
    private const int LookEvery = 256;
    private const int BarWidth = 24;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private string _what = "";
    private long _total;
    private long _start;
    private long _shown;
    private bool _isVisible;

    /// <summary>Begins with other work.</summary>
    /// <param name="what">What is done with what.</param>
    /// <param name="total">About how many records there are; 0 when nobody knows.</param>
    public void Begin(string what, long total)
    {
        Clear();
        _what = what;
        _total = total;
        _start = time.GetTimestamp();
        _shown = _start;
    }

    /// <summary>Called for every record.</summary>
    public void Advance(long done)
    {
        if (!isShown || done % LookEvery != 0 || time.GetElapsedTime(_start) < Patience || time.GetElapsedTime(_shown) < Pause)
            return;
        _shown = time.GetTimestamp();
        Show(Line(done));
    }

    /// <summary>Shows what is being done, without a count.</summary>
    public void Announce(string what)
    {
        if (isShown)
            Show(what);
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_isVisible)
            Write("\r\e[K");
        _isVisible = false;
    }

    private void Show(string line)
    {
        Write("\r" + line + "\e[K");
        _isVisible = true;
    }

    private string Line(long done)
    {
        double rate = done / time.GetElapsedTime(_start).TotalSeconds;
        if (_total <= 0)
            return string.Create(CultureInfo.InvariantCulture, $"{_what}: {done:N0} records, {rate:N0}/s");
        double part = Math.Min(1, (double)done / _total);
        string bar = new string('#', (int)(part * BarWidth)).PadRight(BarWidth, '.');
        return string.Create(CultureInfo.InvariantCulture, $"{_what}: [{bar}] {part:P0}  {done:N0} of about {_total:N0} records, {rate:N0}/s");
    }

    private void Write(string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }
}
