using Postern.Abstractions.Milter;

namespace Postern.Abstractions.Mfl;

/// <summary>
/// Makes a public method, static or not, an MFL function. Parameters: optionally first an <see cref="MflContext"/>; then <see cref="long"/>, <see cref="int"/>
/// or <see cref="bool"/> (MFL numbers) and <see cref="string"/> (byte strings), those with a default value optional in MFL too; last, optionally,
/// a variadic <c>ReadOnlySpan</c> of <see cref="long"/>, <see cref="string"/> or <see cref="MflValue"/>.
/// Result: <see langword="void"/>, <see cref="long"/>, <see cref="int"/>, <see cref="bool"/>, <see cref="string"/>, <see cref="ValueTask"/>, or a <see cref="ValueTask{T}"/> of one of these.
/// Errors are thrown as <see cref="MflException"/>.
/// </summary>
/// <param name="name">The function's name in MFL.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MflFunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name in MFL.</summary>
    public string Name { get; } = name;

    /// <summary>The names of the exceptions that it may raise, separated by blanks, for the documentation.</summary>
    public string Raises { get; init; } = "";

    /// <summary>
    /// The first parameter after the context is a <see cref="long"/> that programs do not see: the regular expression flags in force at the call
    /// (<c>#pragma regex</c>), a sum of 1 (extended), 2 (icase) and 4 (newline).
    /// </summary>
    public bool TakesRegexFlags { get; init; }

    /// <summary>
    /// The first parameter after the context (and the regular expression flags) is a <see cref="long"/> that programs do not see: how many characters at the beginning
    /// of the first argument are a constant of the program, so that nothing from a message is part of them; <see cref="long.MaxValue"/> when all are.
    /// </summary>
    public bool TellsConstant { get; init; }

    /// <summary>The stages in which it may be called; a call elsewhere is a compile-time error. <see cref="MilterStages.None"/> is everywhere.</summary>
    public MilterStages Stages { get; init; }

    /// <summary>The function never waits and takes bounded time for bounded arguments, so that its handler may run without a worker.</summary>
    public bool NonBlocking { get; init; }

    /// <summary>The milter actions that the modifications it queues need.</summary>
    public MilterActions Actions { get; init; }

    /// <summary>It reads the header of the message under way, which is therefore kept.</summary>
    public bool ReadsHeader { get; init; }

    /// <summary>It reads the body of the message under way, which is therefore kept.</summary>
    public bool ReadsBody { get; init; }

    /// <summary>It reads <see cref="MflContext.Envelope"/>, which is therefore kept.</summary>
    public bool ReadsEnvelope { get; init; }

    /// <summary>It reads <see cref="MflContext.Calls"/>: programs that call it keep the calls under way.</summary>
    public bool ReadsCalls { get; init; }

    /// <summary>It switches tracing (<see cref="MflContext.TryTrace"/>): programs that call it are compiled so that all their code can be traced.</summary>
    public bool SwitchesTracing { get; init; }

    /// <summary>It may answer the stage through <see cref="MflContext.Reply"/>; otherwise it never replies.</summary>
    public bool MayReply { get; init; }

    /// <summary>Its result depends on nothing but its arguments: calls with literal arguments may be computed once.</summary>
    public bool Pure { get; init; }
}
