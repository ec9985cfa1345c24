using System.Globalization;
using System.Text;

namespace Postern.Plugins.Dns.Wire;

/// <summary>Names in letters beyond ASCII: UTF-8 in a byte string becomes A-labels (RFC 5890, punycode of RFC 3492).</summary>
internal static class InternationalName
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly IdnMapping Mapping = new() { AllowUnassigned = true };

    /// <summary>Gives the A-labels of a name.</summary>
    /// <returns><see langword="false"/>: it is no UTF-8, or no name.</returns>
    public static bool TryToAscii(string text, out string ascii)
    {
        try
        {
            ascii = Mapping.GetAscii(Strict.GetString(Encoding.Latin1.GetBytes(text)).ToLowerInvariant());
            return true;
        }
        catch (ArgumentException)
        {
            // DecoderFallbackException is one, too: both say that the text cannot be a name.
            ascii = "";
            return false;
        }
    }
}
