using Postern.Abstractions.Milter;
using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Model;

/// <summary>A macro of a stage; <see cref="MilterStage.None"/> stands for every stage.</summary>
internal readonly record struct StageMacro(MilterStage Stage, MilterMacro Macro);
