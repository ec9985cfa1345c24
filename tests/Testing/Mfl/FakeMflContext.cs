using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Testing.Mfl;

/// <summary>A context without a session, for calling a plugin's functions directly.</summary>
public sealed class FakeMflContext : MflContext
{
    private readonly Dictionary<Type, object> _states = [];

    public Dictionary<string, string> Macros { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, MflValue> Variables { get; } = new(StringComparer.Ordinal);

    public MilterReply? Replied { get; private set; }

    public MilterStage AtStage { get; init; } = MilterStage.EndOfMessage;

    public override MilterStage Stage => AtStage;

    public CancellationToken Cancellation { get; init; }

    public override CancellationToken CancellationToken => Cancellation;

    public IFilterContext? FilterSession { get; init; }

    public override IFilterContext? Session => FilterSession;

    public ModificationQueue OwnModifications { get; init; } = new();

    public ModificationQueue? Diverted { get; private set; }

    public override ModificationQueue Modifications => Diverted ?? OwnModifications;

    public override void DivertModifications(ModificationQueue? queue) => Diverted = queue;

    public MessageEnvelope Addressed { get; init; } = MessageEnvelope.None;

    public override MessageEnvelope Envelope => Addressed;

    public List<IAcceptanceStep> Steps { get; } = [];

    public override void BeforeAcceptance(IAcceptanceStep step) => Steps.Add(step);

    public IStoredMessage? StoredMessage { get; init; }

    public override IStoredMessage Message => StoredMessage ?? throw new InvalidOperationException("this context has no message");

    public MflProgramSettings ProgramSettings { get; init; } = MflProgramSettings.Default;

    public override MflProgramSettings Settings => ProgramSettings;

    public string State { get; init; } = Path.GetTempPath();

    public override string StateDirectory => State;

    public override ILogger Logger => NullLogger.Instance;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public override TimeProvider Time => Clock;

    public override bool TryGetMacro(string name, out string value)
    {
        value = Macros.GetValueOrDefault(name.Trim('{', '}'), "");
        return Macros.ContainsKey(name.Trim('{', '}'));
    }

    public override void Reply(MilterReply reply) => Replied = reply;

    public ReadOnlyMemory<byte> Part { get; set; }

    public override ReadOnlyMemory<byte> BodyPart => Part;

    public override IReadOnlyList<string> Calls => [];

    public override bool TryTrace(string module, bool isOn) => false;

    public override MflValue GetVariable(string name) => Variables[name];

    public override void SetVariable(string name, MflValue value) => Variables[name] = value;

    public override T GetState<T>(Func<T> create)
    {
        if (!_states.TryGetValue(typeof(T), out var state))
            _states.Add(typeof(T), state = create());
        return (T)state;
    }
}
