using System.Text;

namespace Postern.Testing.Milter;

/// <summary>A frame that the host has sent.</summary>
public sealed record MtaFrame(char Code, byte[] Payload)
{
    /// <summary>The payload as a byte string.</summary>
    public string Text => Encoding.Latin1.GetString(Payload);

    /// <summary>The code, and the payload with NUL shown as <c>|</c>.</summary>
    public override string ToString() => Payload.Length == 0 ? Code.ToString() : Code + ":" + Text.Replace('\0', '|');
}
