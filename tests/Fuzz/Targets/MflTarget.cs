using System.Text;
using Postern.Mfl;
using Postern.Mfl.Syntax;

namespace Postern.Fuzz.Targets;

/// <summary>A program: whatever it is, it compiles or is refused with a place.</summary>
internal sealed class MflTarget : IFuzzTarget
{
    public string Name => "mfl";

    public IReadOnlyList<byte[]> Seeds { get; } = FuzzCorpus.FilesOf("tests/Differential/cases", "*.mfl");

    public IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        " prog envfrom do ", " func f(number a; string b, ...) returns number do ", " done ", " if ", " elif ", " else ", " fi ", " loop ", " for ",
        " while ", " break ", " next ", " set x ", " return 0 ", " try do ", " catch * do ", " throw ", " switch ", " case 1: ", " default: ", "(", ")",
        "\"", "'", "%{", "%x", "$1", "$(", "$#", "$@", "\\1", "\\", "#pragma regex +extended\n", "#line 3 \"x\"\n", "<<EOT\n", "EOT\n", " matches ",
        " fnmatches ", " . ", " + ", " - ", " / ", " % ", " << ", " and ", " not ", " 0x", "9223372036854775807", " const ", " require ", " module ",
        " static ", " string s ", " number n ", " add ", " reject 550 5.1.0 ", " accept ", "sed(", "/*", "*/", "\0", "\n", "((((((((", " not not not ",
    }.Select(Encoding.Latin1.GetBytes)];

    public int SampleSize => 3_000;

    public ValueTask<string?> CheckAsync(byte[] input)
    {
        var result = MflCompiler.Compile(new MflCompileRequest { Source = SourceText.FromBytes("input.mfl", input) });
        return ValueTask.FromResult(
            result.Program is null && result.Diagnostics.Count == 0 ? "no program, and no diagnostic says why" : null);
    }
}
