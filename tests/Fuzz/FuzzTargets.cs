using Postern.Fuzz.Targets;

namespace Postern.Fuzz;

internal static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new FrameTarget(), new MflTarget(), new ConfigurationTarget(), new RegexTarget(), new GlobTarget(), new ProgramTarget(),
        new CodingTarget(), new AddressTarget(), new ArchiveTarget(), new MimeTarget(), new DnsTarget(), new SpfTarget(),
    ];
}
