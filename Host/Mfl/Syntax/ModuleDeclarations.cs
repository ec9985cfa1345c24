namespace Postern.Mfl.Syntax;

/// <summary>Tells from a module's text, without parsing it, whether it declares a name: enough for a hint in a message.</summary>
internal static class ModuleDeclarations
{
    public static bool Contains(string text, string name)
    {
        bool isInList = false;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> rest = line.TrimStart();
            ReadOnlySpan<char> word = Word(ref rest);
            while (word is "public" or "precious")
                word = Word(ref rest);
            if (isInList && word.SequenceEqual(name))
                return true;
            if (isInList && word is "done")
                isInList = false;
            // Where a line is indented, these declare a variable of a function.
            bool isLocal = word is "string" or "number" && line is [' ' or '\t', ..];
            if (isLocal || word is not ("func" or "dclex" or "const" or "string" or "number"))
                continue;
            bool isConstant = word is "const";
            ReadOnlySpan<char> declared = Word(ref rest);
            if (declared.SequenceEqual(name))
                return true;
            isInList = isConstant && declared is "do";
        }

        return false;
    }

    private static ReadOnlySpan<char> Word(ref ReadOnlySpan<char> rest)
    {
        int length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
            length++;
        ReadOnlySpan<char> word = rest[..length];
        rest = rest[length..].TrimStart();
        return word;
    }
}
