using Postern.Abstractions.Milter;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Runtime;

/// <summary>A program started by <c>--run</c> or <c>--test</c>.</summary>
internal sealed class CommandLineRun
{
    private const int UsageError = 64;
    private const int ConfigurationError = 78;

    private readonly ProgramImage _image;
    private readonly ProgramSession _session;
    private readonly TextWriter _output;
    private readonly CancellationToken _cancellationToken;

    public CommandLineRun(
        ProgramImage image, MflRuntimeOptions options, IReadOnlyDictionary<string, string> macros, TextWriter output,
        CancellationToken cancellationToken)
    {
        _image = image;
        _output = output;
        _cancellationToken = cancellationToken;
        _session = image.CreateSession(options, new CommandLineEnvironment(options, options.Loggers.CreateLogger("Postern.Mfl"), macros));
    }

    /// <summary>Runs a function between the hooks; the exit code.</summary>
    public int RunFunction(string name, IReadOnlyList<string> arguments)
    {
        if (!_image.EntryPoints.TryGetValue(name, out int index))
        {
            RuntimeLog.NoEntryPoint(_session.Logger, _image.EntryProblem(name) ?? $"function {name} is not defined");
            return UsageError;
        }

        if (!RunHook(HandlerKind.Startup))
            return ConfigurationError;
        RunHook(HandlerKind.Begin);
        long? result = HandlerRunner.RunFunction(_image, _session, index, [.. arguments], _cancellationToken);
        bool replied = result is not null && _session.Unwinding == UnwindState.Replied;
        MilterReply reply = replied ? _session.PendingReply : MilterReply.Continue;
        RunHook(HandlerKind.End);
        ModificationPrinter.Print(_session.Modifications.Items, _output);
        ModificationPrinter.Print(reply, _output);
        Finish();
        return replied ? 0 : (int)((result ?? 0) & 0xFF);
    }

    /// <summary>Runs one handler between the hooks; the exit code.</summary>
    public int TestHandler(string name, IReadOnlyList<string> arguments)
    {
        if (!Enum.TryParse(name, ignoreCase: true, out HandlerKind kind) || !name.All(char.IsAsciiLetter))
        {
            RuntimeLog.UnknownState(_session.Logger, name);
            return UsageError;
        }

        if (!RunHook(HandlerKind.Startup))
            return ConfigurationError;
        RunHook(HandlerKind.Begin);
        SetArguments(arguments);
        MilterReply reply = _image.Has(kind)
            ? HandlerRunner.Run(_image, _session, kind, isBounded: false, _cancellationToken)
            : MilterReply.Continue;
        bool failed = reply.Smtp is { Code: ModificationPrinter.FailureCode };
        RunHook(HandlerKind.End);
        ModificationPrinter.Print(_session.Modifications.Items, _output);
        if (!failed)
            ModificationPrinter.Print(reply, _output);
        _output.WriteLine($"State {name.ToLowerInvariant()}: {ModificationPrinter.NameOf(reply.Verdict)}");
        Finish();
        return 0;
    }

    private void SetArguments(IReadOnlyList<string> arguments)
    {
        string Text(int position) => position <= arguments.Count ? arguments[position - 1] : "";
        _session.TextArgument1 = Text(1);
        _session.TextArgument2 = Text(2);
        _session.TextArgument4 = Text(4);
        _session.NumberArgument1 = MflConversion.Scan(Text(1)).Number;
        _session.NumberArgument2 = MflConversion.Scan(Text(2)).Number;
        _session.NumberArgument3 = MflConversion.Scan(Text(3)).Number;
    }

    /// <summary>Runs a hook, if there is one; returns whether it went well.</summary>
    private bool RunHook(HandlerKind kind) => !_image.Has(kind)
        || HandlerRunner.Run(_image, _session, kind, isBounded: false, _cancellationToken).Verdict == MilterVerdict.Continue;

    private void Finish()
    {
        AsynchronousCalls.Wait(_session, _session.DisposeStatesAsync());
        _output.Flush();
        _session.Options.Echo?.Flush();
    }
}
