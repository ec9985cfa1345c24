using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Runtime;

/// <summary>What surrounds a session's program: a milter session, or the command line.</summary>
internal abstract class SessionEnvironment
{
    public abstract IFilterContext? Session { get; }

    public abstract ModificationQueue Modifications { get; }

    public abstract IStoredMessage Message { get; }

    public abstract ILogger Logger { get; }

    public abstract TimeProvider Time { get; }

    public abstract bool TryGetMacro(string name, out string value);

    /// <summary>A plugin has replied, or the program has used a reply action; for protocols of what a program does.</summary>
    public virtual void OnReply(MilterReply reply)
    {
    }
}
