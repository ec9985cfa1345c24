using System.Composition;
using System.Net;
using Postern.Abstractions;
using Postern.Abstractions.Authentication;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Hosting;
using Postern.Plugins.Spf.Evaluation;
using Postern.Plugins.Spf.Records;

namespace Postern.Plugins.Spf;

/// <summary>Evaluates SPF policies by the DNS (RFC 7208).</summary>
[PluginExport(typeof(ISpfEvaluator), "spf")]
[Export(typeof(SpfEvaluator))]
public sealed class SpfEvaluator(IDnsResolver resolver, IHostEnvironment environment) : ISpfEvaluator
{
    /// <summary>The longest time for one evaluation (section 4.6.4 asks for at least this).</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public ValueTask<SpfAnswer> CheckHostAsync(IPAddress client, string domain, string sender, string helo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(helo);
        return EvaluateAsync(Ask(client, domain, sender, helo, "unknown"), domain, record: null, cancellationToken);
    }

    /// <summary>Makes the question of the function's arguments.</summary>
    internal SpfQuestion Ask(IPAddress client, string domain, string sender, string helo, string receiver)
    {
        string ascii = SpfDomain.ToAscii(domain);
        SpfQuestion question = SpfQuestion.Of(client, sender, ascii, helo, receiver, environment.Time.GetUtcNow());
        return question with { SenderDomain = SpfDomain.ToAscii(question.SenderDomain) };
    }

    /// <summary>Evaluates the record of a domain, or a given one.</summary>
    internal async ValueTask<SpfAnswer> EvaluateAsync(SpfQuestion question, string domain, string? record, CancellationToken cancellationToken)
    {
        string name = SpfDomain.ToAscii(domain);
        using var limit = new CancellationTokenSource(Limit, environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var lookups = new SpfLookups(resolver, question.Client, either.Token);
        var evaluation = new SpfEvaluation(question, lookups);
        try
        {
            SpfOutcome outcome = record is null ? await evaluation.CheckDomainAsync(name)
                : SpfRecord.IsSpf(record) ? await evaluation.CheckRecordAsync(record, name)
                : SpfOutcome.Of(SpfResult.None, name);
            string explanation = outcome.Result == SpfResult.Fail ? await evaluation.ExplainAsync(outcome) : "";
            return new SpfAnswer(outcome.Result, outcome.Mechanism, outcome.Domain, explanation, outcome.Problem) { Lookups = lookups.Terms };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SpfAnswer(SpfResult.TempError, "", name, "", $"the evaluation has taken longer than {Limit.TotalSeconds} seconds") { Lookups = lookups.Terms };
        }
    }
}
