using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Hosting;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Sending.Copies;

/// <summary>
/// Edited copies of the message under way for some of its recipients. Between <c>recipients_copy</c> and <c>recipients_end</c> the functions that change the message change the copy.
/// </summary>
[PluginExport(typeof(IMflModule), "recipients")]
public sealed class RecipientFunctions : IMflModule
{
    private readonly RecipientsBlock _settings;
    private readonly CopyTrace _trace;
    private readonly CopyDelivery _delivery;

    /// <summary>Made by the host.</summary>
    /// <param name="settings">Where copies go.</param>
    /// <param name="mailer">Sends them.</param>
    /// <param name="environment">Where the key lies.</param>
    [ImportingConstructor]
    public RecipientFunctions(RecipientsBlock settings, Mailer mailer, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _trace = new CopyTrace(new CopyKey(() => settings.KeyFile.Length > 0 ? settings.KeyFile : Path.Combine(environment.StateDirectory, "copies.key")));
        _delivery = new CopyDelivery(settings, mailer, new CopyComposer(_trace));
    }

    /// <summary>Begins a copy for some of the message's recipients, who get it in place of the message.</summary>
    /// <param name="context">The session.</param>
    /// <param name="recipients">Their addresses, separated by commas, with or without angle brackets.</param>
    [MflFunction("recipients_copy", Raises = "e_inval e_not_found e_exists e_failure", Stages = MilterStages.EndOfMessage,
        Actions = MilterActions.DeleteRecipients, ReadsHeader = true, ReadsBody = true, ReadsEnvelope = true)]
    public async ValueTask Copy(MflContext context, string recipients)
    {
        const string Function = "recipients_copy";
        var copies = StateOf(context, Function);
        if (copies.Open is not null)
            throw Invalid(Function, "another copy is open; recipients_end() ends it");
        if (_settings.Reinject.Length == 0)
            throw Failure(Function, "there is nowhere to send copies; say `recipients { reinject URL; }' in the configuration");
        var copy = new MessageCopy(Choose(context, copies, recipients));
        await LookAsync(context, copies, Function);
        copies.Open = copy;
        context.DivertModifications(copy.Changes);
        if (copies.IsAwaited)
            return;
        copies.IsAwaited = true;
        context.BeforeAcceptance(_delivery);
    }

    /// <summary>Ends the copy: changes concern the message again.</summary>
    /// <param name="context">The session.</param>
    [MflFunction("recipients_end", Raises = "e_inval e_badmmq", Stages = MilterStages.EndOfMessage)]
    public static void End(MflContext context)
    {
        const string Function = "recipients_end";
        var copies = StateOf(context, Function);
        if (copies.Open is not { } copy)
            throw Invalid(Function, "no copy is open; recipients_copy() begins one");
        context.DivertModifications(null);
        if (CopyComposer.Unsuitable(copy) is { } change)
        {
            copies.Open = null;
            throw new MflException(MflExceptionCode.BadModificationQueue, $"{Function}: a copy cannot have this change: {change.GetType().Name}");
        }

        copies.Close();
    }

    /// <summary>Whether the message under way is a copy that this filter, or another with the same key, has made: it has been through all this.</summary>
    /// <param name="context">The session.</param>
    [MflFunction("recipients_is_copy", Raises = "e_inval e_failure", Stages = MilterStages.EndOfMessage,
        ReadsHeader = true, ReadsBody = true, ReadsEnvelope = true)]
    public async ValueTask<bool> IsCopy(MflContext context)
    {
        const string Function = "recipients_is_copy";
        return (await LookAsync(context, StateOf(context, Function), Function)).IsCopy;
    }

    private static CopySet StateOf(MflContext context, string function) => context.Stage == MilterStage.EndOfMessage
        ? context.GetState(static () => new CopySet()).For(context.Message)
        : throw Invalid(function, "it can be called at the end of a message only (prog eom)");

    private async ValueTask<TraceVerdict> LookAsync(MflContext context, CopySet copies, string function)
    {
        try
        {
            return copies.Trace ??= await _trace.CheckAsync(context.Envelope, context.Message, context.Time.GetUtcNow(), context.CancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(function, $"the key of copies: {e.Message}");
        }
    }

    private static List<MailRecipient> Choose(MflContext context, CopySet copies, string list)
    {
        const string Function = "recipients_copy";
        var chosen = new List<MailRecipient>();
        foreach (var address in EnvelopeMatch.Split(list))
        {
            if (EnvelopeMatch.Find(context.Envelope.Recipients, address) is not { } recipient)
                throw new MflException(MflExceptionCode.NotFound, $"{Function}: not a recipient of this message: {Printable.Text(address)}");
            if (copies.Has(recipient.Address))
                throw new MflException(MflExceptionCode.Exists, $"{Function}: {Printable.Text(address)} has a copy already");
            if (!chosen.Contains(recipient))
                chosen.Add(recipient);
        }

        return chosen;
    }

    private static MflException Invalid(string function, string text) => new(MflExceptionCode.Invalid, $"{function}: {text}");

    private static MflException Failure(string function, string text) => new(MflExceptionCode.Failure, $"{function}: {text}");
}
