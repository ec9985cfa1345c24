using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;

namespace Postern.Abstractions.Mfl;

/// <summary>What an MFL function sees of the session that called it. Valid during the call; one call at a time.</summary>
public abstract class MflContext
{
    /// <summary>The stage whose handler runs; <see cref="MilterStage.None"/> outside the handlers of a message.</summary>
    public abstract MilterStage Stage { get; }

    /// <summary>Cancelled by the busy time-out, by shutdown, and when the MTA goes away.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The session with the MTA; <see langword="null"/> when the program runs from the command line.</summary>
    public abstract IFilterContext? Session { get; }

    /// <summary>Changes to the message under way.</summary>
    public abstract ModificationQueue Modifications { get; }

    /// <summary>
    /// Lets <see cref="Modifications"/> be another queue than the message's own: changes asked for from now on belong to something else, such as a copy of the message.
    /// It ends with <see langword="null"/>, or with the message.
    /// </summary>
    /// <param name="queue">The other queue.</param>
    public abstract void DivertModifications(ModificationQueue? queue);

    /// <summary>The message under way, as far as it is kept.</summary>
    public abstract IStoredMessage Message { get; }

    /// <summary>The envelope of the message under way. Only for functions with <see cref="MflFunctionAttribute.ReadsEnvelope"/>.</summary>
    public abstract MessageEnvelope Envelope { get; }

    /// <summary>Has a step run when the filter lets the message under way pass at its end, before its changes are sent and the MTA is answered. Steps run in the order of the calls.</summary>
    /// <param name="step">The step; forgotten when the message ends in another way.</param>
    public abstract void BeforeAcceptance(IAcceptanceStep step);

    /// <summary>What the program says about itself by pragmas.</summary>
    public abstract MflProgramSettings Settings { get; }

    /// <summary>The host's state directory.</summary>
    public abstract string StateDirectory { get; }

    /// <summary>Log lines written here carry the session's and the message's identifiers.</summary>
    public abstract ILogger Logger { get; }

    /// <summary>The clock.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>Looks up a Sendmail macro.</summary>
    /// <param name="name">The name with or without braces.</param>
    /// <param name="value">The value as a byte string.</param>
    public abstract bool TryGetMacro(string name, out string value);

    /// <summary>Ends the handler with a reply. Only for functions with <see cref="MflFunctionAttribute.MayReply"/>.</summary>
    public abstract void Reply(MilterReply reply);

    /// <summary>The value of a variable declared by <see cref="MflVariableAttribute"/>.</summary>
    /// <exception cref="ArgumentException">No plugin declares it.</exception>
    public abstract MflValue GetVariable(string name);

    /// <summary>Sets a variable declared by <see cref="MflVariableAttribute"/>.</summary>
    /// <exception cref="ArgumentException">No plugin declares it, or it has the other type.</exception>
    public abstract void SetVariable(string name, MflValue value);

    /// <summary>The part of the body that the handler <c>body</c> looks at, valid as long as it runs; empty elsewhere.</summary>
    public abstract ReadOnlyMemory<byte> BodyPart { get; }

    /// <summary>
    /// The calls under way, the latest first, each as <c>FILE:LINE: FUNCTION</c>. Empty unless the function has <see cref="MflFunctionAttribute.ReadsCalls"/>.
    /// </summary>
    public abstract IReadOnlyList<string> Calls { get; }

    /// <summary>Starts or stops the tracing of a module's instructions. Only for functions with <see cref="MflFunctionAttribute.SwitchesTracing"/>.</summary>
    /// <param name="module">A module of the program, by its name or its file's name without suffix, or a plugin, of which the calls are traced.</param>
    /// <param name="isOn">Whether to trace it.</param>
    /// <returns><see langword="false"/>: there is no such module or plugin.</returns>
    public abstract bool TryTrace(string module, bool isOn);

    /// <summary>
    /// The calling plugin's own data of this session, made on first use. A value that is <see cref="IAsyncDisposable"/> or
    /// <see cref="IDisposable"/> is disposed at the session's end.
    /// </summary>
    public abstract T GetState<T>(Func<T> create)
        where T : class;
}
