using BenchmarkDotNet.Attributes;
using Postern.Mfl.Regex;

namespace Postern.Benchmarks;

/// <summary>The regular expression engine: the benchmark filter's pattern, with and without groups, and a hostile pair.</summary>
[MemoryDiagnoser]
public class RegexBenchmarks
{
    private const string Pattern = @"^<?[a-z0-9._+-]+@([a-z0-9-]+\.)*partner\.example>?$";

    private readonly PosixRegex _sender = PosixRegex.Compile(Pattern, PosixRegexOptions.Extended);
    private readonly PosixRegex _hostile = PosixRegex.Compile("^(a|aa)*(a|aa)*$", PosixRegexOptions.Extended);
    private readonly string _evil = new string('a', 1000) + "b";
    private readonly int[] _groups = new int[4];

    [Benchmark]
    public bool SenderMatches() => _sender.IsMatch("<sales.dept+2@mail2.partner.example>");

    [Benchmark]
    public bool SenderDoesNotMatch() => _sender.IsMatch("<Joe.User-3@dept3.example.org>");

    [Benchmark]
    public bool SenderMatchesWithGroups() => _sender.Match("<sales.dept+2@mail2.partner.example>", _groups);

    [Benchmark]
    public bool HostileSubjectOfAThousand() => _hostile.IsMatch(_evil);
}
