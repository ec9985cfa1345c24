using System.Text.RegularExpressions;

namespace Postern.Fuzz.Programs;

/// <summary>Makes a program that may be wrong: words are left out, doubled, or exchanged.</summary>
internal static partial class ProgramMutation
{
    public static string Change(string source, Random random)
    {
        var tokens = Token().Matches(source).Select(static match => match.Value).ToList();
        for (int changes = random.Next(1, 4); changes > 0 && tokens.Count > 2; changes--)
        {
            int at = random.Next(tokens.Count);
            int other = random.Next(tokens.Count);
            switch (random.Next(4))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                default:
                    tokens[at] = tokens[other];
                    break;
            }
        }

        return string.Concat(tokens);
    }

    [GeneratedRegex("""\n|[ \t]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\w+|.""", RegexOptions.Singleline)]
    private static partial Regex Token();
}
