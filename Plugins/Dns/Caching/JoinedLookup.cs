using System.Diagnostics.CodeAnalysis;
using Postern.Abstractions.Dns;

namespace Postern.Plugins.Dns.Caching;

/// <summary>A look-up under way for all who ask the same. It is given up when the last of them has gone.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The source has no timer, handle or link, and the last waiter may cancel it after the end.")]
internal sealed class JoinedLookup
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly TaskCompletionSource<DnsAnswer> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many wait; changed under the lock of the owner.</summary>
    public int Waiters { get; set; }

    /// <summary>The work, which ends after <see cref="Result"/>.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Ends the look-up when nobody waits any more.</summary>
    public CancellationToken Token => _abandoned.Token;

    /// <summary>What all wait for.</summary>
    public Task<DnsAnswer> Result => _result.Task;

    /// <summary>Gives the look-up up.</summary>
    public void Abandon() => _abandoned.Cancel();

    /// <summary>Tells everybody how it ended.</summary>
    public void Complete(Task<DnsAnswer> lookup) => _result.SetFromTask(lookup);
}
