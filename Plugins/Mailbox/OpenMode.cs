using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox;

/// <summary>How a mailbox is opened.</summary>
/// <param name="Writes">Messages may be appended.</param>
/// <param name="Creates">The mailbox is made when it is missing.</param>
internal readonly record struct OpenMode(bool Writes, bool Creates)
{
    /// <summary>Reads the letters of the reference: <c>r</c>, <c>w</c>, <c>a</c>, and behind one of them <c>+</c>, which creates unless an <c>r</c> stands before it.</summary>
    /// <exception cref="MflException"><c>e_range</c>: another letter.</exception>
    public static OpenMode Parse(string function, string text)
    {
        bool reads = false, writes = false, creates = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case 'r':
                    reads = true;
                    break;
                case 'w' or 'a':
                    writes = true;
                    break;
                case '+' when i > 0:
                    creates |= !reads;
                    writes = true;
                    break;
                default:
                    throw new MflException(MflExceptionCode.Range, $"{function}: incorrect mode near `{text[i..]}'");
            }
        }

        return new OpenMode(writes, creates);
    }
}
