using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Mfl.Dumps;
using Postern.Mfl.Regex;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Runtime;

/// <summary>
/// The state of one session of a program. The emitted class derived from it adds a field for each global and the code;
/// its methods call the operations in the partner class <see cref="ProgramOperations"/>. Used by one call at a time.
/// </summary>
internal abstract class ProgramSession : MflContext
{
    private Dictionary<Type, object>? _states;
    private MatchGroups? _groups;
    private Dictionary<(string Text, PosixRegexOptions Options), StringTransform>? _transforms;

    // Public fields are those that emitted code reads and writes.
    public int AbortRequested;
    public int Unwinding;
    public int Locus;
    public string TextArgument1 = "";
    public string TextArgument2 = "";
    public string TextArgument4 = "";
    public long NumberArgument1;
    public long NumberArgument2;
    public long NumberArgument3;
    public long ExceptionNumber;
    public string ExceptionText = "";
    public PosixRegex[] Regexes = [];
    public StringTransform[] Transforms = [];

    public IReadOnlyDictionary<string, (int Index, DataType Type)> ProvidedVariables { get; set; } = null!;

    public SessionEnvironment Environment { get; set; } = null!;

    public MflRuntimeOptions Options { get; set; } = null!;

    public ProgramImage Image { get; set; } = null!;

    /// <summary>The calls under way, in a program compiled to keep them: functions, and the places that they were called from.</summary>
    public List<(int Function, int Locus)>? Frames { get; set; }

    /// <summary>What is traced since the program has switched it; <see langword="null"/> as long as it has not.</summary>
    public TraceSelection? Traced { get; private set; }

    /// <summary>The stack trace of the last exception.</summary>
    public IReadOnlyList<string> ThrownAt { get; set; } = [];

    /// <summary>The reply that ended the handler.</summary>
    public MilterReply PendingReply { get; set; }

    /// <summary>The handler under way, as MFL's <c>milter_state</c> numbers it.</summary>
    public int MilterState { get; set; }

    /// <summary>The state to go back to when the action hook ends; <see langword="null"/> when it does not run.</summary>
    public int? StateBeforeAction { get; set; }

    /// <summary>Variables of the host that the program has set.</summary>
    public Dictionary<string, MflValue>? SetVariables { get; set; }

    public long RecipientCount { get; set; }

    public MatchGroups Groups => _groups ??= new MatchGroups();

    public CancellationToken Token { get; set; }

    public MilterStage CurrentStage { get; set; }

    public override MilterStage Stage => CurrentStage;

    public override CancellationToken CancellationToken => Token;

    public override IFilterContext? Session => Environment.Session;

    /// <summary>What is remembered of the message under way until its end.</summary>
    public MessageAcceptance Acceptance { get; } = new();

    public override ModificationQueue Modifications => Acceptance.Diverted ?? Environment.Modifications;

    public override void DivertModifications(ModificationQueue? queue) => Acceptance.Diverted = queue;

    public override MessageEnvelope Envelope => Acceptance.Envelope;

    public override void BeforeAcceptance(IAcceptanceStep step) => Acceptance.AddStep(step);

    public override IStoredMessage Message => Environment.Message;

    public override MflProgramSettings Settings => Image.Settings;

    public override string StateDirectory => Options.StateDirectory;

    public override ILogger Logger => Environment.Logger;

    public override TimeProvider Time => Environment.Time;

    /// <summary>Sets the fields that hold plugin modules and gives globals their initial values.</summary>
    public abstract void Bind(object[] modules);

    /// <summary>Gives globals that are not precious their initial values again.</summary>
    public abstract void ResetGlobals();

    /// <summary>Reads a global that a plugin declares.</summary>
    public abstract MflValue LoadVariable(int index);

    /// <summary>Sets a global that a plugin declares, from the argument of its type.</summary>
    public abstract void StoreVariable(int index, long number, string text);

    /// <summary>Runs the code of a handler.</summary>
    public abstract void RunHandler(int kind);

    /// <summary>Runs the body of a catch of <c>begin</c>.</summary>
    public abstract void RunCatch(int index, long number, string text);

    /// <summary>Functions that handle what no handler catches, the latest last.</summary>
    public List<int>? InstalledCatches { get; private set; }

    public void InstallCatch(int function)
    {
        InstalledCatches ??= [];
        InstalledCatches.Remove(function);
        InstalledCatches.Add(function);
    }

    /// <summary>Runs a function that takes strings and returns a number.</summary>
    public abstract long RunFunction(int index, string[] arguments);

    public override bool TryGetMacro(string name, out string value)
    {
        ReadOnlySpan<char> bare = name;
        if (bare.Length > 2 && bare[0] == '{' && bare[^1] == '}')
            name = name[1..^1];
        return Environment.TryGetMacro(name, out value);
    }

    public override void Reply(MilterReply reply)
    {
        PendingReply = reply;
        Unwinding = UnwindState.Replied;
    }

    public ReadOnlyMemory<byte> Part { get; set; }

    public override ReadOnlyMemory<byte> BodyPart => Part;

    public override IReadOnlyList<string> Calls => ProgramTrace.Lines(this);

    public override bool TryTrace(string module, bool isOn)
    {
        TraceSelection? changed = (Traced ?? Image.Code?.Traced)?.With(module, isOn);
        Traced = changed ?? Traced;
        return changed is not null;
    }

    public override MflValue GetVariable(string name) => LoadVariable(Provided(name).Index);

    public override void SetVariable(string name, MflValue value)
    {
        (int index, DataType type) = Provided(name);
        if (value.IsString != (type == DataType.String))
            throw new ArgumentException($"variable {name} is a {type.ToString().ToLowerInvariant()}", nameof(value));
        StoreVariable(index, value.Number, value.IsString ? value.Text : "");
    }

    private (int Index, DataType Type) Provided(string name) => ProvidedVariables.TryGetValue(name, out (int Index, DataType Type) variable)
        ? variable
        : throw new ArgumentException($"no plugin declares the variable {name}", nameof(name));

    public override T GetState<T>(Func<T> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _states ??= [];
        if (_states.TryGetValue(typeof(T), out object? known))
            return (T)known;
        T made = create();
        _states.Add(typeof(T), made);
        return made;
    }

    /// <summary>Disposes what plugins keep for the session; a failure of one is logged and does not keep the others.</summary>
    public ValueTask DisposeStatesAsync()
    {
        if (_states is null)
            return default;
        Dictionary<Type, object> states = _states;
        _states = null;
        return DisposeAllAsync(states.Values);
    }

    private async ValueTask DisposeAllAsync(IEnumerable<object> states)
    {
        foreach (object state in states)
            await DisposeAsync(state);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge between host and plugins.")]
    private async ValueTask DisposeAsync(object state)
    {
        try
        {
            if (state is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else if (state is IDisposable disposable)
                disposable.Dispose();
        }
        catch (Exception e)
        {
            RuntimeLog.StateNotDisposed(Logger, e, state.GetType().FullName ?? "");
        }
    }

    /// <summary>Compiles an expression that is known only now; the last ones are kept.</summary>
    /// <exception cref="TransformException">The expression is wrong.</exception>
    public StringTransform CompileTransform(string text, PosixRegexOptions options)
    {
        _transforms ??= [];
        if (_transforms.TryGetValue((text, options), out StringTransform? transform))
            return transform;
        transform = StringTransform.Compile(text, options);
        if (_transforms.Count >= MatchGroups.CacheLimit)
            _transforms.Clear();
        _transforms.Add((text, options), transform);
        return transform;
    }

    public static MilterStage StageOf(HandlerKind kind) => kind switch
    {
        HandlerKind.Connect => MilterStage.Connect,
        HandlerKind.Helo => MilterStage.Helo,
        HandlerKind.Envfrom => MilterStage.Mail,
        HandlerKind.Envrcpt => MilterStage.Rcpt,
        HandlerKind.Data => MilterStage.Data,
        HandlerKind.Header => MilterStage.Header,
        HandlerKind.Eoh => MilterStage.EndOfHeaders,
        HandlerKind.Body => MilterStage.Body,
        HandlerKind.Eom => MilterStage.EndOfMessage,
        _ => MilterStage.None,
    };
}
