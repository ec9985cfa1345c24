using System.Diagnostics.CodeAnalysis;
using Postern.Abstractions.Milter;

namespace Postern.Daemon.Hosting;

/// <summary>
/// One connection's hold on a <see cref="FilterGeneration"/>: the engine that the connection reads, and then its session.
/// </summary>
internal sealed class FilterLease(FilterGeneration generation) : IFilterEngine, IFilterSession
{
    private FilterGeneration? _generation = generation;
    private IFilterSession? _session;

    [SuppressMessage("Design", "MA0055", Justification = "A connection that ends before it has made its session does not say so.")]
    ~FilterLease() => Release();

    public FilterRequirements Requirements => Generation.Engine.Requirements;

    private FilterGeneration Generation => _generation ?? throw new ObjectDisposedException(nameof(FilterLease));

    private IFilterSession Session => _session ?? throw new InvalidOperationException("the session has not been created");

    public IFilterSession CreateSession(IFilterContext context)
    {
        if (_session is not null)
            throw new InvalidOperationException("an engine belongs to one connection, which has its session already");
        _session = Generation.Engine.CreateSession(context);
        return this;
    }

    public ValueTask<MilterReply> ConnectAsync(ConnectEvent client, CancellationToken cancellationToken) =>
        Session.ConnectAsync(client, cancellationToken);

    public ValueTask<MilterReply> HeloAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken) =>
        Session.HeloAsync(name, cancellationToken);

    public ValueTask<MilterReply> MailAsync(EnvelopeEvent sender, CancellationToken cancellationToken) =>
        Session.MailAsync(sender, cancellationToken);

    public ValueTask<MilterReply> RcptAsync(EnvelopeEvent recipient, CancellationToken cancellationToken) =>
        Session.RcptAsync(recipient, cancellationToken);

    public ValueTask<MilterReply> DataAsync(CancellationToken cancellationToken) => Session.DataAsync(cancellationToken);

    public ValueTask<MilterReply> HeaderAsync(HeaderEvent field, CancellationToken cancellationToken) =>
        Session.HeaderAsync(field, cancellationToken);

    public ValueTask<MilterReply> EndOfHeadersAsync(CancellationToken cancellationToken) =>
        Session.EndOfHeadersAsync(cancellationToken);

    public ValueTask<MilterReply> BodyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken) =>
        Session.BodyAsync(chunk, cancellationToken);

    public ValueTask<MilterReply> EndOfMessageAsync(CancellationToken cancellationToken) =>
        Session.EndOfMessageAsync(cancellationToken);

    public ValueTask<MilterReply> UnknownAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken) =>
        Session.UnknownAsync(command, cancellationToken);

    public ValueTask AbortAsync(CancellationToken cancellationToken) => Session.AbortAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            // The host may keep this object for later; the program must not stay with it.
            if (Interlocked.Exchange(ref _session, null) is { } session)
                await session.DisposeAsync();
        }
        finally
        {
            Release();
        }
    }

    private void Release() => Interlocked.Exchange(ref _generation, null)?.Release();
}
