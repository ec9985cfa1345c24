using System.Buffers;

namespace Postern.Plugins.Text;

/// <summary>
/// Reads an address list (RFC 5322 §3.4 with empty elements, routes and groups) and tells what it contains. Lenient where the reference is: dots
/// anywhere in a domain, a lone local part.
/// </summary>
internal ref struct AddressListScanner
{
    private static readonly SearchValues<char> Atom = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~");

    private static readonly SearchValues<char> DomainText = SearchValues.Create(
        ".ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~");

    private ReadOnlySpan<char> _rest;
    private AddressParts _parts;
    private int _count;
    private bool _sawComment;

    private readonly char Current => _rest.IsEmpty ? '\0' : _rest[0];

    /// <summary>The parts; none for what is no address list.</summary>
    public static AddressParts Scan(ReadOnlySpan<char> text)
    {
        var scanner = new AddressListScanner { _rest = text };
        return scanner.SkipBlanks() && scanner.List(isGroup: false) && scanner._rest.IsEmpty
            ? scanner._parts | (scanner._count > 1 ? AddressParts.Multiple : AddressParts.None)
            : AddressParts.None;
    }

    private bool List(bool isGroup)
    {
        while (true)
        {
            var first = _count == 0 ? AddressParts.None : _parts;
            if (!_rest.IsEmpty && Current != ',' && Current != ';' && !Element(isGroup))
                return false;
            if (first != AddressParts.None)
                _parts = first;
            if (Current != ',')
                return true;
            _rest = _rest[1..];
            if (!SkipBlanks())
                return false;
        }
    }

    /// <summary>An address, or on the outer level a group.</summary>
    private bool Element(bool isGroup)
    {
        if (!Words(out var words, out var isLocal, out var isEmptyLocal))
            return false;
        switch (Current)
        {
            case '<':
                if (words > 0)
                    _parts |= AddressParts.Personal;
                return Angle();
            case ':' when words > 0 && !isGroup:
                _rest = _rest[1..];
                return SkipBlanks() && List(isGroup: true) && Take(';');
            case '@' when isLocal:
                if (!isEmptyLocal)
                    _parts |= AddressParts.Local;
                _count++;
                _rest = _rest[1..];
                return SkipBlanks() && DomainName() && TrailingName();
            default:
                if (!isLocal)
                    return false;
                _count++;
                _parts |= AddressParts.Local | (_sawComment ? AddressParts.Personal : AddressParts.None);
                return true;
        }
    }

    /// <summary>A route and an address, or nothing, between angle brackets.</summary>
    private bool Angle()
    {
        _rest = _rest[1..];
        if (!SkipBlanks())
            return false;
        if (Current == '@' && !Route())
            return false;
        if (Current != '>')
        {
            if (!Words(out _, out var isLocal, out var isEmpty) || !isLocal || !Take('@') || !DomainName())
                return false;
            _parts |= isEmpty ? AddressParts.None : AddressParts.Local;
            _count++;
        }

        _sawComment = false;
        if (!Take('>'))
            return false;
        _parts |= _sawComment ? AddressParts.Comments : AddressParts.None;
        return true;
    }

    private bool Route()
    {
        _parts |= AddressParts.Route;
        while (Current == '@')
        {
            if (!Take('@') || !DomainName())
                return false;
            while (Current == ',')
            {
                if (!Take(','))
                    return false;
            }
        }

        return Take(':') && Current != '>';
    }

    /// <summary>A comment behind an address without angle brackets is the person's name (RFC 5322 §3.4).</summary>
    private bool TrailingName()
    {
        _parts |= _sawComment ? AddressParts.Personal : AddressParts.None;
        return true;
    }

    /// <summary>Words and dots: a phrase or a local part.</summary>
    private bool Words(out int words, out bool isLocal, out bool isEmptyLocal)
    {
        words = 0;
        isEmptyLocal = false;
        var expectsWord = true;
        isLocal = true;
        while (true)
        {
            if (Current == '.' && words > 0)
            {
                isLocal &= !expectsWord;
                expectsWord = true;
                _rest = _rest[1..];
            }
            else if (Current == '"')
            {
                isLocal &= expectsWord;
                expectsWord = false;
                words++;
                isEmptyLocal = words == 1 && _rest.StartsWith("\"\"");
                if (!Delimited('"', '"', nests: false))
                    return false;
            }
            else
            {
                var length = _rest.IndexOfAnyExcept(Atom);
                length = length < 0 ? _rest.Length : length;
                if (length == 0)
                {
                    isLocal &= !expectsWord;
                    return true;
                }

                isLocal &= expectsWord;
                expectsWord = false;
                isEmptyLocal = false;
                words++;
                _rest = _rest[length..];
            }

            _sawComment = false;
            if (!SkipBlanks())
                return false;
        }
    }

    private bool DomainName()
    {
        _parts |= AddressParts.Domain;
        _sawComment = false;
        if (Current == '[')
            return Delimited('[', ']', nests: false) && SkipBlanks();
        var length = _rest.IndexOfAnyExcept(DomainText);
        length = length < 0 ? _rest.Length : length;
        _rest = _rest[length..];
        _sawComment = false;
        return length > 0 && SkipBlanks();
    }

    private bool Take(char delimiter)
    {
        if (Current != delimiter)
            return false;
        _rest = _rest[1..];
        return SkipBlanks();
    }

    /// <summary>White space and comments (RFC 5322 §3.2.2), however deep the comments are.</summary>
    private bool SkipBlanks()
    {
        while (true)
        {
            _rest = _rest.TrimStart(" \t\r\n");
            if (Current != '(')
                return true;
            _sawComment = true;
            if (!Delimited('(', ')', nests: true))
                return false;
        }
    }

    private bool Delimited(char open, char close, bool nests)
    {
        var depth = 0;
        for (var i = 0; i < _rest.Length; i++)
        {
            var c = _rest[i];
            if (c == '\\')
                i++;
            else if (c == open && (nests || depth == 0))
                depth++;
            else if (c == close && --depth == 0)
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
