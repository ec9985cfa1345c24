using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Runtime;

/// <summary>The environment of a program started by <c>--run</c> or <c>--test</c>: no MTA, macros from the command line.</summary>
internal sealed class CommandLineEnvironment(
    MflRuntimeOptions options, ILogger logger, IReadOnlyDictionary<string, string> macros) : SessionEnvironment
{
    public override IFilterContext? Session => null;

    public override ModificationQueue Modifications { get; } = new();

    public override IStoredMessage Message => EmptyMessage.Instance;

    public override ILogger Logger => logger;

    public override TimeProvider Time => options.Time;

    public override bool TryGetMacro(string name, out string value)
    {
        bool known = macros.TryGetValue(name, out string? found);
        value = found ?? "";
        return known;
    }
}
