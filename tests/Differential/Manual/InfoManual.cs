namespace Postern.Differential.Tests.Manual;

/// <summary>The manual as Debian ships it, in the info format: examples are what is indented. That other text is indented, too, does no harm:
/// the reference does not accept it.</summary>
internal static class InfoManual
{
    private const string Indentation = "     ";
    private const string NodeMark = "  Node: ";

    /// <summary>The examples of the nodes from <paramref name="first"/> to before <paramref name="last"/>.</summary>
    public static IEnumerable<ManualExample> Read(IEnumerable<string> lines, string first, string last)
    {
        string node = "";
        bool inRange = false;
        var block = new List<string>();
        foreach (string line in lines)
        {
            if (inRange && line.StartsWith(Indentation, StringComparison.Ordinal))
            {
                block.Add(line[Indentation.Length..]);
                continue;
            }

            if (line.Length == 0 && block.Count > 0)
            {
                block.Add("");
                continue;
            }

            if (block.Count > 0)
                yield return new ManualExample(node, string.Join('\n', block).TrimEnd('\n') + "\n");
            block.Clear();
            int mark = line.StartsWith("File: ", StringComparison.Ordinal) ? line.IndexOf(NodeMark, StringComparison.Ordinal) : -1;
            if (mark < 0)
                continue;
            node = line[(mark + NodeMark.Length)..].Split(',')[0].Trim();
            inRange = node == first || (inRange && node != last);
        }
    }
}
