using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using Postern.Abstractions.Milter;
using Postern.Daemon;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Posix;
using Postern.Tools.Mtasim.Administration;
using Postern.Tools.Mtasim.CommandLine;
using Postern.Tools.Mtasim.Filter;
using Postern.Tools.Mtasim.Smtp;
using Postern.Tools.Mtasim.Terminal;

namespace Postern.Tools.Mtasim;

/// <summary>The program: wires a session to its streams and its filter.</summary>
internal sealed class MtasimCommand(StandardFiles files, TimeProvider time)
{
    /// <summary>A reply was not the expected one.</summary>
    private const int ExpectationFailed = 1;

    /// <summary>The trace file cannot be written; the reference ends likewise.</summary>
    private const int CannotTrace = 1;

    private readonly ErrorOutput _errors = new(files.Errors);

    private static string Version { get; } = typeof(MtasimCommand).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var options = MtasimOptionsBinder.Bind(arguments);
            if (options.Mode is not (MtasimMode.Stdio or MtasimMode.Daemon))
                return Inform(options.Mode);
            if (options.User is { } user && Environment.IsPrivilegedProcess)
                Privileges.Drop(user, options.Groups);
            return await RunAsync(options, cancellationToken);
        }
        catch (UsageException e)
        {
            _errors.Message(e.Message);
            return ExitCode.Usage;
        }
        catch (StartException e)
        {
            _errors.Message(e.Message);
            return e.ExitCode;
        }
    }

    private int Inform(MtasimMode mode)
    {
        using var output = new StreamWriter(files.Output, leaveOpen: true);
        if (mode == MtasimMode.Version)
            output.WriteLine($"mtasim (Postern) {Version}");
        else if (mode == MtasimMode.Usage)
            OptionHelp.WriteUsage(output, "mtasim", MtasimOptionTable.All, ["[-- HOST-OPTION...]", "[SCRIPT]"]);
        else
        {
            output.WriteLine("Usage: mtasim [OPTION...]");
            output.WriteLine("   or: mtasim -Xauto [OPTION...] [-- [HOST-OPTION...] SCRIPT]");
            output.WriteLine("Plays an MTA: speaks SMTP and asks a mail filter, but delivers nothing.");
            OptionHelp.WriteGroups(output, MtasimOptionTable.Groups);
        }

        return ExitCode.Success;
    }

    private async Task<int> RunAsync(MtasimOptions options, CancellationToken cancellationToken)
    {
        var log = new PacketLog(options.PacketLog ?? (options.IsVerbose ? PacketLogLevel.Debug : PacketLogLevel.Err), _errors.Line);
        await using var trace = new SessionTrace(OpenTrace(options));
        await using var host = options.StartsHost
            ? await HostProcess.StartAsync(options, _errors, time, cancellationToken)
            : null;
        var port = (host?.Port ?? options.Port) is { } text ? FilterPort.Parse(text, options.Timeouts) : null;
        var macros = new MacroTable();
        foreach (var (name, value) in options.Macros)
            macros.TryDefine(name, value);
        var client = port is null ? null : await FilterConnection.OpenAsync(port, options, log, time, cancellationToken);
        var failed = port is { RefusesWhenGone: true } ? MilterVerdict.Reject : MilterVerdict.TempFail;
        await using var filter = new FilterLink(
            client, macros, failed, log, reason => _errors.Message($"the milter has failed, mail is refused from now on: {reason}"));
        var settings = new SessionSettings($"mtasim (Postern {Version})", port?.Text, options.Sender, options.BodyChunk);
        int code = await ConverseAsync(settings, options, trace, filter, macros, cancellationToken);
        return code == ExitCode.Success && filter.HasFailed ? ExitCode.Unavailable : code;
    }

    private async Task<int> ConverseAsync(
        SessionSettings settings, MtasimOptions options, SessionTrace trace, FilterLink filter, MacroTable macros, CancellationToken cancellationToken)
    {
        using var connection = options.Mode == MtasimMode.Daemon ? await AcceptAsync(cancellationToken) : null;
        await using var stream = connection is null ? null : new NetworkStream(connection);
        var lines = stream is null ? StandardLines(options) : new StreamLineSource(stream);
        var session = new SmtpSession(settings, lines, new ReplyWriter(stream ?? files.Output, trace), trace, filter, macros, time);
        try
        {
            await session.RunAsync(cancellationToken);
            return ExitCode.Success;
        }
        catch (ExpectationException e)
        {
            _errors.Message(e.Message);
            return ExpectationFailed;
        }
        catch (IOException) when (stream is not null)
        {
            // The SMTP client has gone away, which ends its session.
            return ExitCode.Success;
        }
        finally
        {
            await filter.QuitAsync(CancellationToken.None);
        }
    }

    /// <summary>Prints a port, and waits there for the one client.</summary>
    private async Task<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        await files.Output.WriteAsync(Encoding.ASCII.GetBytes(port.ToString(CultureInfo.InvariantCulture) + "\n"), cancellationToken);
        await files.Output.FlushAsync(cancellationToken);
        return await listener.AcceptAsync(cancellationToken);
    }

    private ILineSource StandardLines(MtasimOptions options)
    {
        if (options.IsInteractive != false && SystemTerminal.FindEditable() is { } terminal)
            return new LineEditor(files.Input, files.Output, terminal, options.Prompt);
        var lines = new StreamLineSource(files.Input);
        return options.IsInteractive ?? SystemTerminal.IsThere ? new PromptingLineSource(lines, files.Output, options.Prompt) : lines;
    }

    private static FileStream? OpenTrace(MtasimOptions options)
    {
        if (options.TraceFile is null)
            return null;
        try
        {
            return new FileStream(options.TraceFile, options.AppendsTrace ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException(CannotTrace, $"cannot open trace output: {options.TraceFile}: {e.Message}");
        }
    }
}
