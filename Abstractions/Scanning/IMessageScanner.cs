namespace Postern.Abstractions.Scanning;

/// <summary>Judges a message or a part by its content: a virus or spam scanner. Thread-safe.</summary>
public interface IMessageScanner
{
    /// <summary>Scans a stream.</summary>
    /// <param name="content">The bytes, read once from the present position.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    ValueTask<ScanResult> ScanAsync(Stream content, CancellationToken cancellationToken);
}
