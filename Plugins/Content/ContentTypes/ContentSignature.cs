namespace Postern.Plugins.Content.ContentTypes;

/// <summary>Bytes by which a type is known.</summary>
/// <param name="Offset">Where they stand.</param>
/// <param name="Bytes">The bytes as a byte string.</param>
/// <param name="MediaType">The type.</param>
internal readonly record struct ContentSignature(int Offset, string Bytes, string MediaType)
{
    /// <summary>Whether content begins so.</summary>
    public bool Matches(ReadOnlySpan<byte> head)
    {
        if (head.Length < Offset + Bytes.Length)
            return false;
        for (int i = 0; i < Bytes.Length; i++)
        {
            if (head[Offset + i] != Bytes[i])
                return false;
        }

        return true;
    }
}
