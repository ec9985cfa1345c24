using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session.Commands;

/// <summary><c>SMFIC_MACRO</c>: replaces the macros of one stage. Never answered.</summary>
internal sealed class MacroCommand : SessionCommand
{
    public override ValueTask ExecuteAsync(MilterSession session, ReadOnlyMemory<byte> payload)
    {
        if (!MacroDefinition.TryRead(payload, out var message)
            || MacroTable.StageOf(message.Command) is var stage && stage == MilterStage.None)
            session.Faults.Violation($"macros for no known command ({payload.Length} bytes)");
        else if (message.Pairs.Length > session.Limits.MacroBytes)
            session.Faults.Violation($"{message.Pairs.Length} bytes of macros, above the limit of {session.Limits.MacroBytes}; ignored");
        else
            session.Stages.SetMacros(stage, message.Pairs.Span);
        return ValueTask.CompletedTask;
    }
}
