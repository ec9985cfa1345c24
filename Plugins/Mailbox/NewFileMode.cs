using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox;

/// <summary>The permissions of files that are made: the owner reads and writes, others as the script says; the process's mode creation mask takes from that.</summary>
/// <param name="Bits">Mode bits.</param>
internal readonly record struct NewFileMode(int Bits)
{
    private const int Owner = 0x180;
    private const int Read = 4;
    private const int Write = 2;
    private const int GroupShift = 3;

    /// <summary>The same for folders: who may read may enter.</summary>
    public int FolderBits => Bits | ((Bits & 0x124) >> 2);

    /// <summary>Reads <c>[go](+|=)[wr]*</c>, joined by commas.</summary>
    /// <exception cref="MflException"><c>e_range</c>: something else.</exception>
    public static NewFileMode Parse(string function, string text)
    {
        var bits = Owner;
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] is not ('g' or 'o'))
                throw Wrong(function, text, i);
            var shift = text[i++] == 'g' ? GroupShift : 0;
            if (i == text.Length || text[i] is not ('+' or '='))
                throw Wrong(function, text, i);
            if (text[i++] == '=')
                bits &= ~((Read | Write) << shift);
            for (; i < text.Length && text[i] is 'r' or 'w'; i++)
                bits |= (text[i] == 'r' ? Read : Write) << shift;
            if (i < text.Length && text[i++] != ',')
                throw Wrong(function, text, i - 1);
        }

        return new NewFileMode(bits);
    }

    private static MflException Wrong(string function, string text, int place) =>
        new(MflExceptionCode.Range, $"{function}: invalid permissions (near {text[place..]})");
}
