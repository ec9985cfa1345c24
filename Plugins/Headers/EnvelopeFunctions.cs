using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Headers;

/// <summary>Changes to the envelope and quarantine (manual, nodes "Envelope Modification Functions" and "Quarantine Functions").</summary>
[PluginExport(typeof(IMflModule), "envelope")]
public sealed class EnvelopeFunctions : IMflModule
{
    /// <summary>Sets the envelope sender, with ESMTP arguments if any; Postfix takes only RET and ENVID.</summary>
    [MflFunction("set_from", NonBlocking = true, Actions = MilterActions.ChangeSender)]
    public static void SetSender(MflContext context, string address, string arguments = "")
    {
        const string Function = "set_from";
        context.Modifications.Add(new MessageModification.ChangeSender(
            ModificationText.OneLine(Function, "the address", address), ModificationText.OneLine(Function, "the arguments", arguments)));
    }

    /// <summary>Adds a recipient.</summary>
    [MflFunction("rcpt_add", NonBlocking = true, Actions = MilterActions.AddRecipients)]
    public static void AddRecipient(MflContext context, string address) =>
        context.Modifications.Add(new MessageModification.AddRecipient(ModificationText.OneLine("rcpt_add", "the address", address)));

    /// <summary>Removes a recipient; the address exactly as it came.</summary>
    [MflFunction("rcpt_delete", NonBlocking = true, Actions = MilterActions.DeleteRecipients)]
    public static void DeleteRecipient(MflContext context, string address) =>
        context.Modifications.Add(new MessageModification.DeleteRecipient(ModificationText.OneLine("rcpt_delete", "the address", address)));

    /// <summary>Holds the message in the MTA's quarantine, for a reason that appears in its log.</summary>
    [MflFunction("quarantine", NonBlocking = true, Actions = MilterActions.Quarantine)]
    public static void Quarantine(MflContext context, string reason) =>
        context.Modifications.Add(new MessageModification.Quarantine(ModificationText.OneLine("quarantine", "the reason", reason)));
}
