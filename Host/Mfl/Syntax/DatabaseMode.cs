namespace Postern.Mfl.Syntax;

/// <summary>The access mode of a database file: octal, or as <c>ls</c> prints it (<c>rw-r-----</c>) (manual node "dbprop").</summary>
internal static class DatabaseMode
{
    private const string Letters = "rwxrwxrwx";
    private const int LargestMode = 0x1FF;

    /// <summary>Reads a mode.</summary>
    /// <returns>What is wrong; <see langword="null"/> when nothing is.</returns>
    public static string? Read(string word, out int mode)
    {
        mode = 0;
        return word.Length > 0 && char.IsAsciiDigit(word[0]) ? ReadNumber(word, ref mode) : ReadLetters(word, ref mode);
    }

    private static string? ReadNumber(string word, ref int mode)
    {
        foreach (var digit in word)
        {
            if (digit is < '0' or > '7')
                return "bad numeric file mode";
            mode = (mode << 3) | (digit - '0');
            if (mode > LargestMode)
                return "bad numeric file mode";
        }

        return null;
    }

    private static string? ReadLetters(string word, ref int mode)
    {
        for (var i = 0; i < Letters.Length; i++)
        {
            if (i >= word.Length || (word[i] != Letters[i] && word[i] != '-'))
                return $"bad symbolic file mode (near {(i < word.Length ? word[i..] : "")})";
            mode = (mode << 1) | (word[i] == '-' ? 0 : 1);
        }

        return word.Length > Letters.Length ? $"bad symbolic file mode (near {word[Letters.Length..]})" : null;
    }
}
