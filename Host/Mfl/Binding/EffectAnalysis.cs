using Postern.Abstractions.Configuration;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>
/// Finds out what handlers and functions can do, through all calls, and what the host therefore has to ask of the MTA
/// (design: a stage that provably only continues is not answered, one that neither waits nor loops needs no worker).
/// </summary>
internal sealed class EffectAnalysis
{
    private const MilterStages Unanswerable = MilterStages.EndOfMessage | MilterStages.Abort | MilterStages.Close;

    private readonly BoundProgram _program;
    private readonly List<FunctionEffects> _functions = [];

    private EffectAnalysis(BoundProgram program) => _program = program;

    /// <summary>The effects of each function, by index.</summary>
    public IReadOnlyList<FunctionEffects> Functions => _functions;

    public static EffectAnalysis Run(BoundProgram program, DiagnosticBag diagnostics)
    {
        var analysis = new EffectAnalysis(program);
        foreach (BoundFunction function in program.Functions)
        {
            var effects = new FunctionEffects(function);
            new EffectCollector(effects, program.ActionHook).Walk(function.Body);
            analysis._functions.Add(effects);
        }

        analysis.FindRecursion();
        analysis.Propagate();
        analysis.AddSessionCatches();
        foreach (BoundFunction handler in program.Handlers.Values)
            analysis.CheckStages(handler, diagnostics);
        return analysis;
    }

    /// <summary>The functions whose callers must look whether they are being left.</summary>
    public HashSet<BoundSignature> Unwinding() =>
        [.. _functions.Where(static effects => effects.Has(EffectKind.Unwinds)).Select(static effects => effects.Function.Signature)];

    /// <summary>Whether the program calls a plugin's function that is so described.</summary>
    public bool AnyPluginCall(Func<MflFunctionAttribute, bool> matches) =>
        _functions.Exists(effects => effects.PluginCalls.Exists(call => matches(call.Function.Description)));

    public ProgramEffects Summarize()
    {
        MilterStages stages = MilterStages.Abort;
        MilterStages silent = MilterStages.None;
        MilterStages inline = MilterStages.Abort;
        MilterActions actions = MilterActions.None;
        bool keepsHeader = false;
        bool keepsBody = false;
        bool keepsEnvelope = false;
        bool countsRecipients = false;
        foreach (FunctionEffects effects in Handlers())
        {
            MilterStages stage = SetOf(effects.Function.Handler!.Value);
            stages |= stage;
            if (!effects.Has(EffectKind.Replies) && !effects.Has(EffectKind.Fails))
                silent |= stage & ~Unanswerable;
            if (!effects.Has(EffectKind.Loops) && !effects.Has(EffectKind.Blocks))
                inline |= stage;
            actions |= effects.Actions;
            keepsHeader |= effects.Has(EffectKind.ReadsHeader);
            keepsBody |= effects.Has(EffectKind.ReadsBody);
            keepsEnvelope |= effects.Has(EffectKind.ReadsEnvelope);
            countsRecipients |= effects.Has(EffectKind.CountsRecipients);
        }

        // Stages that are only listened to.
        MilterStages heard = (keepsEnvelope ? MilterStages.Mail | MilterStages.Rcpt : countsRecipients ? MilterStages.Rcpt : MilterStages.None) & ~stages;
        stages |= heard;
        silent |= heard;
        inline |= heard;

        if (_program.Handlers.TryGetValue(HandlerKind.End, out BoundFunction? end))
        {
            stages |= MilterStages.Close;
            FunctionEffects effects = _functions[end.Signature.Index];
            if (!effects.Has(EffectKind.Loops) && !effects.Has(EffectKind.Blocks))
                inline |= MilterStages.Close;
        }

        RestrictByBegin(stages, ref silent, ref inline);
        var requirements = new FilterRequirements
        {
            Stages = stages,
            SilentStages = silent,
            InlineStages = inline,
            Actions = actions,
            KeepsHeader = keepsHeader,
            // What is kept is kept as it came: signatures cover the blanks behind the colon.
            LeadingSpace = keepsHeader,
            KeepsBody = keepsBody,
            Macros = MacrosByStage(stages),
        };
        return new ProgramEffects(requirements, Findings(), keepsEnvelope);
    }

    private IEnumerable<FunctionEffects> Handlers() =>
        _program.Handlers.Values.Select(handler => _functions[handler.Signature.Index]);

    private static MilterStages SetOf(HandlerKind kind)
    {
        MilterStage stage = ProgramSession.StageOf(kind);
        return stage == MilterStage.None ? MilterStages.None : (MilterStages)(1 << (int)stage);
    }

    /// <summary>The first stage that comes also runs <c>begin</c>.</summary>
    private void RestrictByBegin(MilterStages stages, ref MilterStages silent, ref MilterStages inline)
    {
        if (!_program.Handlers.TryGetValue(HandlerKind.Begin, out BoundFunction? begin))
            return;
        FunctionEffects effects = _functions[begin.Signature.Index];
        if (effects.Has(EffectKind.Loops) || effects.Has(EffectKind.Blocks))
            inline &= MilterStages.Abort | MilterStages.Close;
        if (effects.Has(EffectKind.Fails))
            silent &= ~FirstOf(stages);
    }

    private static MilterStages FirstOf(MilterStages stages) =>
        (MilterStages)((int)stages & -(int)stages);

    private Dictionary<MilterStage, IReadOnlyList<string>> MacrosByStage(MilterStages stages)
    {
        var macros = new Dictionary<MilterStage, IReadOnlyList<string>>();
        if (Handlers().Any(static effects => effects.Has(EffectKind.UsesAnyMacro)))
            return macros;
        IReadOnlyList<string> begin = _program.Handlers.TryGetValue(HandlerKind.Begin, out BoundFunction? hook)
            ? _functions[hook.Signature.Index].Macros
            : [];
        for (MilterStage stage = MilterStage.Connect; stage <= MilterStage.EndOfMessage; stage++)
        {
            if (((int)stages & (1 << (int)stage)) == 0 || stage is MilterStage.Header or MilterStage.Body)
                continue;
            var wanted = new List<string>();
            if (FirstOf(stages) == (MilterStages)(1 << (int)stage))
                wanted.AddRange(begin);
            foreach (FunctionEffects effects in Handlers())
            {
                // Headers and body chunks carry no macros of their own: what they use comes with the stage before.
                MilterStage carrier = CarrierOf(ProgramSession.StageOf(effects.Function.Handler!.Value), stages);
                if (carrier == stage)
                    wanted.AddRange(effects.Macros);
            }

            foreach (PragmaSyntax.MilterMacros pragma in _program.Pragmas.OfType<PragmaSyntax.MilterMacros>())
            {
                if (CarrierOf(ProgramSession.StageOf(pragma.Handler), stages) == stage)
                    wanted.AddRange(pragma.Macros.Select(static name => name.Trim('{', '}')));
            }

            // Log lines of the message carry its queue identifier.
            if (stage is MilterStage.Data or MilterStage.EndOfMessage)
                wanted.Add("i");
            macros.Add(stage, [.. wanted.Distinct(StringComparer.Ordinal)]);
        }

        return macros;
    }

    /// <summary>The stage whose frame can carry the macros of a stage.</summary>
    private static MilterStage CarrierOf(MilterStage stage, MilterStages stages)
    {
        if (stage is not (MilterStage.Header or MilterStage.Body))
            return stage;
        for (MilterStage before = stage - 1; before >= MilterStage.Connect; before--)
        {
            if (before != MilterStage.Header && ((int)stages & (1 << (int)before)) != 0)
                return before;
        }

        return MilterStage.EndOfMessage;
    }

    private List<EffectFinding> Findings()
    {
        var findings = new List<EffectFinding>();
        foreach (FunctionEffects effects in _functions)
        {
            string title = effects.Function.Title;
            foreach ((EffectKind kind, (string reason, SourcePlace place)) in effects.Effects.OrderBy(static pair => pair.Key))
            {
                if (kind != EffectKind.Unwinds)
                    findings.Add(new EffectFinding(title, Words(kind), reason, place));
            }

            if (effects.Macros.Count > 0)
                findings.Add(new EffectFinding(title, "uses macros", string.Join(", ", effects.Macros), effects.Function.Place));
            if (effects.Actions != MilterActions.None)
                findings.Add(new EffectFinding(title, "needs actions", effects.Actions.ToString(), effects.Function.Place));
        }

        return findings;
    }

    private static string Words(EffectKind kind) => kind switch
    {
        EffectKind.Replies => "may reply",
        EffectKind.Blocks => "may block",
        EffectKind.Loops => "may loop",
        EffectKind.Fails => "may fail",
        EffectKind.ReadsHeader => "reads the header",
        EffectKind.ReadsBody => "reads the body",
        EffectKind.ReadsEnvelope => "reads the envelope",
        EffectKind.CountsRecipients => "counts recipients",
        EffectKind.UsesAnyMacro => "may use any macro",
        _ => kind.ToString(),
    };

    /// <summary>What a handler does not catch, a catch of <c>begin</c> may.</summary>
    private void AddSessionCatches()
    {
        foreach (FunctionEffects handler in Handlers().Where(static effects => effects.Has(EffectKind.Fails)))
        {
            foreach (FunctionEffects caught in _functions.Where(static effects => effects.Function.SessionCatch is not null))
                handler.Absorb(caught, caught.Function.Place);
        }
    }

    private void FindRecursion()
    {
        foreach (FunctionEffects effects in _functions)
        {
            if (!Reaches(effects, effects.Function.Signature.Index))
                continue;
            effects.IsRecursive = true;
            effects.Add(EffectKind.Loops, "may call itself", effects.Function.Place);
            effects.Add(EffectKind.Fails, "recursion may use up the stack", effects.Function.Place);
        }
    }

    private bool Reaches(FunctionEffects from, int target)
    {
        var seen = new HashSet<int>();
        var open = new Stack<FunctionEffects>([from]);
        while (open.TryPop(out FunctionEffects? effects))
        {
            foreach ((int callee, _) in effects.Calls)
            {
                if (callee == target)
                    return true;
                if (seen.Add(callee))
                    open.Push(_functions[callee]);
            }
        }

        return false;
    }

    private void Propagate()
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (FunctionEffects effects in _functions)
            {
                foreach ((int callee, SourcePlace place) in effects.Calls)
                    changed |= effects.Absorb(_functions[callee], place);
            }
        }
    }

    /// <summary>As in the reference, only calls written in a handler are checked: a function may know at run time where it is.</summary>
    private void CheckStages(BoundFunction handler, DiagnosticBag diagnostics)
    {
        MilterStages stage = SetOf(handler.Handler!.Value);
        foreach ((CatalogFunction function, SourcePlace place) in _functions[handler.Signature.Index].PluginCalls)
        {
            MilterStages allowed = function.Description.Stages;
            if (allowed != MilterStages.None && (allowed & stage) == MilterStages.None)
                diagnostics.Error(place, $"built-in function `{function.Name}' cannot be used in prog `{handler.Signature.Name}'");
        }
    }
}
