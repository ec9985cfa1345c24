using System.Text;
using Postern.Mfl.Runtime;

namespace Postern.Fuzz.Targets;

/// <summary>First line: a file name pattern. The rest: the name.</summary>
internal sealed class GlobTarget : IFuzzTarget
{
    public string Name => "glob";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. new[]
    {
        "*.example.*\nhost.example.org", "[a-c]?x\\*\nbyx*", "[!a-]*[[:digit:]]\nz-1", "a*b*c*d*e\nabcde", "[]a]\n]",
    }.Select(Encoding.Latin1.GetBytes)];

    public IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "*", "?", "[", "]", "[!", "[^", "-", "\\", "[[:alpha:]]", "[[:", ":]", "[[.a.]]", "[[=a=]]", "a", "\n", "[a-z]", "***",
    }.Select(Encoding.Latin1.GetBytes)];

    public int SampleSize => 20_000;

    public ValueTask<string?> CheckAsync(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        var end = Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal));
        var (pattern, name) = (text[..end], text[end..]);
        return ValueTask.FromResult(
            GlobPattern.IsMatch(pattern, name) && !GlobPattern.IsMatch(pattern + "*", name) ? "a star more matches less" : null);
    }
}
