using System.Net;
using Microsoft.Extensions.Logging;
using Postern.Abstractions;
using Postern.Abstractions.Authentication;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Spf;

/// <summary>The functions of the manual's node "SPF Functions"; the numbers of the results are the constants of module <c>spf</c>.</summary>
[PluginExport(typeof(IMflModule), "spf")]
[MflVariable(ExplanationVariable, "")]
[MflVariable(MechanismVariable, "")]
[MflVariable(PrefixVariable, "")]
public sealed partial class SpfFunctions(SpfEvaluator evaluator) : IMflModule
{
    private const string ExplanationVariable = "spf_explanation";
    private const string MechanismVariable = "spf_mechanism";
    private const string PrefixVariable = "spf_explanation_prefix";

    /// <summary>Asks the policy of a domain whether a client may use it; sets <c>spf_explanation</c> and <c>spf_mechanism</c>.</summary>
    /// <param name="context">The session.</param>
    /// <param name="ip">The client's address; empty for a client without one, which no policy speaks of: <c>None</c>.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="sender">The MAIL FROM or HELO identity.</param>
    /// <param name="helo">The name of HELO or EHLO.</param>
    /// <param name="receiver">The name of this host.</param>
    /// <exception cref="MflException"><c>e_invip</c>: the address is none.</exception>
    [MflFunction("spf_check_host", Raises = "e_invip")]
    public ValueTask<long> CheckHostAsync(MflContext context, string ip, string domain, string sender, string helo, string receiver) =>
        EvaluateAsync(context, "spf_check_host", null, ip, domain, sender, helo, receiver);

    /// <summary>The same with a record at hand, as if it were that of the domain.</summary>
    /// <param name="context">The session.</param>
    /// <param name="record">The record; what does not begin with <c>v=spf1</c> is none.</param>
    /// <param name="ip">The client's address.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="sender">The MAIL FROM or HELO identity.</param>
    /// <param name="helo">The name of HELO or EHLO.</param>
    /// <param name="receiver">The name of this host.</param>
    /// <exception cref="MflException"><c>e_invip</c>: the address is none.</exception>
    [MflFunction("spf_test_record", Raises = "e_invip")]
    public ValueTask<long> TestRecordAsync(
        MflContext context, string record, string ip, string domain, string sender, string helo, string receiver) =>
        EvaluateAsync(context, "spf_test_record", record, ip, domain, sender, helo, receiver);

    private async ValueTask<long> EvaluateAsync(
        MflContext context, string function, string? record, string ip, string domain, string sender, string helo, string receiver)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.SetVariable(ExplanationVariable, new MflValue(""));
        context.SetVariable(MechanismVariable, new MflValue(""));
        if (ip.Length == 0)
            return (long)SpfResult.None;
        // A bare number would be taken as an address, too.
        if (!ip.AsSpan().ContainsAny('.', ':') || !IPAddress.TryParse(ip, out IPAddress? client))
            throw new MflException(MflExceptionCode.InvalidIp, $"{function}: `{ip}' is no IP address");
        SpfAnswer answer = await evaluator.EvaluateAsync(
            evaluator.Ask(client, domain, sender, helo, receiver), domain, record, context.CancellationToken);
        context.SetVariable(MechanismVariable, new MflValue(answer.Mechanism));
        if (answer.Explanation.Length > 0)
            context.SetVariable(ExplanationVariable, new MflValue(context.GetVariable(PrefixVariable).Text + answer.Explanation));
        if (answer.Problem.Length > 0)
            Log.Problem(context.Logger, domain, answer.Result, answer.Problem);
        return (long)answer.Result;
    }

    private static partial class Log
    {
        // What is wrong is somebody else's record.
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "SPF {Domain}: {Result}: {Problem}")]
        public static partial void Problem(ILogger logger, string domain, SpfResult result, string problem);
    }
}
