namespace Postern.Tools.Mtasim.Smtp;

/// <summary>Prompts for each line; for terminals that cannot edit, and input that comes from elsewhere.</summary>
internal sealed class PromptingLineSource(ILineSource lines, Stream output, string prompt) : ILineSource
{
    public async ValueTask<InputLine?> ReadLineAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(Bytes.ToArray(prompt), cancellationToken);
        await output.FlushAsync(cancellationToken);
        return await lines.ReadLineAsync(cancellationToken);
    }
}
