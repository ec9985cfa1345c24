namespace Postern.Testing.Messages;

/// <summary>The ways in which programs tell a file's name.</summary>
internal sealed class NameParameters(Dice dice)
{
    /// <summary>A parameter that follows a content field, its semicolon included.</summary>
    /// <param name="parameter"><c>name</c> or <c>filename</c>.</param>
    public string Write(string parameter)
    {
        string stem = dice.Token(5), suffix = dice.Pick(".txt", ".pdf", ".exe", ".tar.gz", "");
        string lead = dice.Pick("; ", ";\n ", ";\n\t", ";");
        return lead + dice.Next(9) switch
        {
            0 => $"{parameter}={stem}{suffix}",
            1 => $"{parameter}=\"a {stem}; b{suffix}\"",
            2 => $"{parameter}=\"{stem}\\\"q\\\\{suffix}\"",
            3 => $"{parameter}*=utf-8''{stem}%C3%A9{suffix}",
            4 => $"{parameter}*0=\"{stem}-\";\n {parameter}*1=\"{stem}{suffix}\"",
            5 => $"{parameter}*0*=iso-8859-1'en'{stem}%E9;\n {parameter}*1*=%20x;\n {parameter}*2=\"{suffix}\"",
            6 when dice.OddOneIn(2) => Odd(parameter, stem, suffix),
            _ => $"{parameter}=\"{stem}{suffix}\"",
        };
    }

    private string Odd(string parameter, string stem, string suffix) => dice.Next(10) switch
    {
        0 => $"{parameter}=\"=?utf-8?Q?{stem}=C3=A9?=\"",
        1 => $"{parameter}={stem} {suffix}",
        2 => $"{parameter}=\"{stem}{suffix}",
        3 => $"{parameter}={stem}; {parameter}=other{suffix}",
        4 => $"{parameter}=plain{suffix}; {parameter}*=utf-8''{stem}",
        5 => $"{parameter}=\"{stem}\u00e9{suffix}\"",
        6 => $"{parameter}=\"../../{stem}{suffix}\"",
        7 => $"{parameter} = (comment) \"{stem}{suffix}\" (more)",
        8 => $"{parameter}*1=b;{parameter}*0=a;{parameter}*3=lost",
        _ => $"{parameter}*=utf-8''{stem}%zz%2",
    };
}
