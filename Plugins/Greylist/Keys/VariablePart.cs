using System.Text;

namespace Postern.Plugins.Greylist.Keys;

/// <summary>Extensions (<c>user+ext</c>), the recipient of VERP (<c>list-return-123-rcpt=domain</c>), and the numbers of messages in local parts.</summary>
internal static class VariablePart
{
    private const int ShortestHex = 4;
    private const int ShortestMixed = 16;

    /// <summary>The local part without the first two, and with <c>#</c> for each number.</summary>
    public static string Strip(string local)
    {
        int extension = local.IndexOf('+', StringComparison.Ordinal);
        return WithoutNumbers(WithoutRecipient(extension > 0 ? local.AsSpan(0, extension) : local));
    }

    private static ReadOnlySpan<char> WithoutRecipient(ReadOnlySpan<char> local)
    {
        int domain = local.LastIndexOf('=');
        if (domain < 0 || !local[domain..].Contains('.'))
            return local;
        int end = local[..domain].LastIndexOf('-');
        return end > 0 ? local[..end] : local;
    }

    private static string WithoutNumbers(ReadOnlySpan<char> local)
    {
        var text = new StringBuilder(local.Length);
        int start = 0;
        for (int i = 0; i <= local.Length; i++)
        {
            if (i < local.Length && IsWordCharacter(local[i]))
                continue;
            ReadOnlySpan<char> word = local[start..i];
            // A local part that is nothing but a number is somebody's.
            if (IsNumber(word) && word.Length < local.Length)
                text.Append('#');
            else
                text.Append(word);
            if (i < local.Length)
                text.Append(local[i]);
            start = i + 1;
        }

        return text.ToString();
    }

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c > '\x7f';

    /// <summary>Digits, hexadecimal digits, or what is too long and mixed to be a word.</summary>
    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        int digits = 0;
        bool isHex = true;
        foreach (char c in word)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            isHex &= char.IsAsciiHexDigit(c);
        }

        return digits > 0 && (digits == word.Length || (isHex && word.Length >= ShortestHex) || word.Length >= ShortestMixed);
    }
}
