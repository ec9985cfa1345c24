using System.Text;

namespace Postern.Testing.Messages;

/// <summary>Makes small messages of all shapes; the same seed makes the same message.</summary>
public static class MessageGenerator
{
    /// <summary>Makes a message.</summary>
    /// <param name="seed">Which one.</param>
    /// <param name="shape">How odd it may be.</param>
    public static byte[] Make(int seed, MessageShape shape)
    {
        var dice = new Dice(seed, shape);
        var text = new StringBuilder();
        new FieldGenerator(dice).Write(text);
        new EntityGenerator(dice).WriteRoot(text);
        if (dice.OddOneIn(30))
            text.Remove(text.Length / 2, text.Length - (text.Length / 2));
        return Encoding.Latin1.GetBytes(WithLineEnds(text, dice));
    }

    private static string WithLineEnds(StringBuilder text, Dice dice)
    {
        if (dice.OddOneIn(12))
            text.Insert(dice.Next(text.Length + 1), dice.Pick("\0", "\r", "\r\r\n", "\n\r", "\n\n", "\n.\n", "\r\n.\r\n"));
        return dice.OddOneIn(15) ? Mixed(text.ToString(), dice) : dice.OneIn(3) ? text.ToString()
            : text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
    }

    private static string Mixed(string text, Dice dice)
    {
        var mixed = new StringBuilder(text.Length);
        foreach (char c in text)
            mixed.Append(c == '\n' ? dice.Pick("\n", "\r\n", "\r\n", "\r") : c.ToString());
        return mixed.ToString();
    }
}
