using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Runtime;

/// <summary>The environment of a program that filters mail.</summary>
internal sealed class MilterEnvironment(IFilterContext context) : SessionEnvironment
{
    public override IFilterContext Session => context;

    public override ModificationQueue Modifications => context.Modifications;

    public override IStoredMessage Message => context.Message;

    public override ILogger Logger => context.Logger;

    public override TimeProvider Time => context.Time;

    public override bool TryGetMacro(string name, out string value) => context.TryGetMacro(name, out value);
}
