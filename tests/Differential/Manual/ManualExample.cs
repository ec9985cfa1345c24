using System.Security.Cryptography;
using System.Text;

namespace Postern.Differential.Tests.Manual;

/// <summary>An example of the manual.</summary>
/// <param name="Node">The manual's node that it stands in.</param>
/// <param name="Text">The text as a reader sees it.</param>
internal sealed record ManualExample(string Node, string Text)
{
    private const int KeyLength = 8;

    /// <summary>What names the example in the table. Indentation and case, in which the manual's formats differ, do not matter.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(Text.Where(static c => !char.IsWhiteSpace(c))).ToUpperInvariant())))[..KeyLength];
}
