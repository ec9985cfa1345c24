using System.Net;
using System.Net.Sockets;
using Postern.Milter.Client;

namespace Postern.Daemon.Try;

/// <summary><c>postern try</c>: plays the MTA for one message against any milter and shows what it does.</summary>
internal static class TryCommand
{
    /// <summary>The message, or at least one of its recipients, was accepted, or it was discarded.</summary>
    public const int Accepted = 0;

    /// <summary>The filter refused the message, for good or for now.</summary>
    public const int Refused = 1;

    private const int NoInput = 66;
    private const int Protocol = 76;

    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (args.Contains("--help", StringComparer.Ordinal) || args.Contains("-?", StringComparer.Ordinal))
        {
            await output.WriteAsync(TryHelp.Text);
            return Accepted;
        }

        TryOptions options;
        MailMessage message;
        try
        {
            options = TryOptionsParser.Parse(args);
            message = TryMessage.Build(options);
        }
        catch (TryUsageException e)
        {
            return await FailAsync(errors, e.Message, ExitCode.Usage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(errors, $"cannot read the message: {e.Message}", NoInput);
        }

        try
        {
            return await PlayAsync(options, message, output, cancellationToken);
        }
        catch (MilterClientException e)
        {
            return e.Failure switch
            {
                MilterClientFailure.Unreachable => await FailAsync(
                    errors, $"cannot connect to {options.Socket}: {e.Message}; is the filter running there?", ExitCode.Unavailable),
                MilterClientFailure.Protocol => await FailAsync(errors, $"{options.Socket}: {e.Message}", Protocol),
                _ => await FailAsync(errors, $"{options.Socket}: {e.Message}; the filter's log may say why", ExitCode.Unavailable),
            };
        }
        catch (SocketException e)
        {
            return await FailAsync(errors, $"cannot find the host of {options.Socket}: {e.Message}", ExitCode.Unavailable);
        }
    }

    private static async Task<int> PlayAsync(
        TryOptions options, MailMessage message, TextWriter output, CancellationToken cancellationToken)
    {
        var offer = MilterClientOptions.ForVersion(options.Version);
        if (options.Timeout is { } limit)
            offer = offer with { ConnectTimeout = limit, CommandTimeout = limit, ContentTimeout = limit };
        EndPoint address = await options.Socket.ResolveAsync(cancellationToken);
        await using var client = await MilterClient.ConnectAsync(address, offer, TimeProvider.System, cancellationToken);
        var report = new TryReport(output);
        report.Negotiated(options.Socket.ToString(), await client.NegotiateAsync(cancellationToken));
        var conversation = new MilterConversation(client, options.Session, report.Stage);
        var result = await conversation.PlayAsync(message, cancellationToken);
        report.Result(options, message, result);
        return result.Outcome is ConversationOutcome.Accepted or ConversationOutcome.Discarded ? Accepted : Refused;
    }

    private static async Task<int> FailAsync(TextWriter errors, string text, int code)
    {
        await errors.WriteLineAsync($"postern try: {text}");
        return code;
    }
}
