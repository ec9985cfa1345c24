using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Programs;

/// <summary>Hands messages over to a program by its standard input.</summary>
internal sealed class ProgramMailer(TimeProvider time)
{
    /// <summary>EX_TEMPFAIL of sysexits.h.</summary>
    private const int TemporaryFailure = 75;

    private const int MostErrorBytes = 1024;
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public async ValueTask<SubmissionReport> SubmitAsync(
        MailerUrl url, MailSubmission submission, bool takesRecipientsFromHeader, CancellationToken cancellationToken)
    {
        var (words, problem) = ProgramCommand.Of(url, submission, takesRecipientsFromHeader);
        if (problem is not null)
            return SubmissionReport.Failed(submission, new SendFailure(MailStatus.Refused, problem));
        using var process = new Process { StartInfo = StartInfo(url.Path, words) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return SubmissionReport.NotOpened(url, submission, Marshal.GetPInvokeErrorMessage(e.NativeErrorCode));
        }

        var failure = await FeedAsync(process, url.Timeout, submission.Content, cancellationToken);
        return SubmissionReport.Failed(submission, failure);
    }

    private async ValueTask<SendFailure> FeedAsync(Process process, TimeSpan limit, IMessageContent content, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(limit, time, cancellationToken);
        var errors = ReadAsync(process.StandardError.BaseStream);
        _ = ReadAsync(process.StandardOutput.BaseStream);
        try
        {
            await WriteAsync(process.StandardInput.BaseStream, content, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return new SendFailure(MailStatus.Deferred, "the program took too long and was killed");
        }

        if (process.ExitCode == 0)
            return new SendFailure(MailStatus.Delivered, "taken by the program");

        // A process that it has left behind may hold the pipe for longer.
        var said = await Task.WhenAny(errors, Task.Delay(Grace, time, CancellationToken.None)) == errors ? await errors : "";
        return new SendFailure(
            process.ExitCode == TemporaryFailure ? MailStatus.Deferred : MailStatus.Refused,
            string.Create(CultureInfo.InvariantCulture, $"Process exited with a non-zero status {process.ExitCode}{(said.Length > 0 ? ": " : "")}{said}"));
    }

    private static ProcessStartInfo StartInfo(string path, IReadOnlyList<string> words)
    {
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var word in words)
            start.ArgumentList.Add(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(word)));
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } search ? search : DefaultPath;
        foreach (var name in new[] { "HOME", "LANG" })
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }

        return start;
    }

    private static async ValueTask WriteAsync(Stream input, IMessageContent content, CancellationToken cancellationToken)
    {
        try
        {
            await using (input)
            {
                await foreach (var piece in NormalizedContent.ReadAsync(content, NormalizedContent.Lf, cancellationToken))
                    await input.WriteAsync(piece, cancellationToken);
            }
        }
        catch (IOException)
        {
            // It does not read all; its exit code says whether that was meant.
        }
    }

    /// <summary>Reads to the end, keeps the beginning.</summary>
    private static async Task<string> ReadAsync(Stream stream)
    {
        var kept = new StringBuilder();
        var buffer = new byte[MostErrorBytes];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count)
                kept.Append(Encoding.Latin1.GetString(buffer, 0, Math.Min(count, Math.Max(0, MostErrorBytes - kept.Length))));
        }
        catch (IOException)
        {
            // The program has gone; what it said until then counts.
        }
        catch (ObjectDisposedException)
        {
            // Nobody wants to know any more.
        }

        return Printable.Text(kept.ToString().Trim());
    }
}
