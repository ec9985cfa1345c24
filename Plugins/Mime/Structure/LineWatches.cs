namespace Postern.Plugins.Mime.Structure;

/// <summary>What a watch covers.</summary>
internal static class LineWatches
{
    /// <summary>Whether a line with this first byte is looked at.</summary>
    public static bool Covers(this LineWatch watch, byte first) => watch switch
    {
        LineWatch.Files => first is (byte)'b' or (byte)'=',
        LineWatch.EndOfFile => first == 'e',
        LineWatch.Everything => true,
        _ => false,
    };
}
