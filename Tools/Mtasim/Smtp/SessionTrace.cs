namespace Postern.Tools.Mtasim.Smtp;

/// <summary>Writes the session to a file: what comes and what is answered, line by line.</summary>
internal sealed class SessionTrace(Stream? file) : IAsyncDisposable
{
    public async ValueTask LineAsync(string line, CancellationToken cancellationToken)
    {
        if (file is null)
            return;
        await file.WriteAsync(Bytes.ToArray(line + "\n"), cancellationToken);
        await file.FlushAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
