namespace Postern.Testing.Messages;

/// <summary>Boundaries, and how they are written as a parameter.</summary>
internal sealed class BoundaryGenerator(Dice dice)
{
    /// <summary>A boundary for a multipart within others.</summary>
    public string Make(IReadOnlyList<string> around)
    {
        if (around.Count > 0 && dice.OneIn(5))
            return around[^1] + dice.Pick("1", "-x", ".");
        if (around.Count > 0 && dice.OddOneIn(5))
            return dice.Pick(around[0], around[^1][..(around[^1].Length / 2)], around[^1] + "--");
        if (dice.OddOneIn(12))
            return dice.Pick("", " ", "-", "--", new string('b', 90), "a\u00e9b", "b ");
        return dice.Next(6) switch
        {
            0 => "----=_NextPart_000_" + dice.Token(4),
            1 => "=_" + dice.Token(10),
            2 => "a b'()+_,-./:=?" + dice.Token(3),
            3 => dice.Token(1),
            _ => dice.Token(16),
        };
    }

    /// <summary>The parameter with its semicolon; nothing when it is left out.</summary>
    public string Parameter(string boundary)
    {
        if (dice.OddOneIn(12))
            return dice.Pick("", "; boundary", "; boundary=", "; boundary=\"\"", $"; boundary={boundary}; boundary=second", $"; boundary=first; boundary=\"{boundary}\"",
                $"; boundary=\"{boundary} \"", $"; boundary*=us-ascii''{boundary}", $"; (c) boundary=\"{boundary}\" (d)", $" boundary=\"{boundary}\"", $"; boundary='{boundary}'");
        bool isToken = boundary.Length > 0 && boundary.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+');
        return dice.Pick("; ", ";\n\t", ";") + dice.Pick("boundary", "boundary", "Boundary", "BOUNDARY") + "=" + (isToken && dice.OneIn(2) ? boundary : $"\"{boundary}\"");
    }
}
