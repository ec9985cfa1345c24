using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Plugins.Sending.Functions;

namespace Postern.Plugins.Sending.Reports;

/// <summary>Telling a sender that a message was not delivered (manual, node "Mail Sending Functions").</summary>
/// <param name="sending">Sends messages.</param>
/// <param name="reader">Reads messages.</param>
/// <param name="messages">The messages' descriptors.</param>
[PluginExport(typeof(IMflModule), "reports")]
[method: ImportingConstructor]
public sealed class ReportFunctions(SendFunctions sending, IMessageReader reader, IMflMessages messages) : IMflModule
{
    private static readonly string[] OwnFields = ["MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:"];

    /// <summary>Makes a delivery status notification about the message under way.</summary>
    /// <param name="context">The session.</param>
    /// <param name="sender">Who sent the message.</param>
    /// <param name="recipient">Who does not get it.</param>
    /// <param name="text">The notice.</param>
    /// <param name="header">Further header fields.</param>
    /// <param name="from">The address in the field From.</param>
    /// <returns>A message descriptor.</returns>
    [MflFunction("create_dsn", Raises = "e_inval e_failure", Stages = MilterStages.EndOfMessage, ReadsHeader = true, ReadsBody = true)]
    public long CreateReport(MflContext context, string sender, string recipient, string text, string header = "", string from = "") =>
        messages.Add(context, "create_dsn", reader.Read(Compose(context, "create_dsn", sender, recipient, text, header, from), MessageLimits.Default), owned: null);

    /// <summary>Sends a delivery status notification about the message under way.</summary>
    /// <param name="context">The session.</param>
    /// <param name="recipients">Who gets the notification.</param>
    /// <param name="sender">Who sent the message.</param>
    /// <param name="recipient">Who does not get it.</param>
    /// <param name="text">The notice.</param>
    /// <param name="header">Further header fields.</param>
    /// <param name="from">The envelope sender and the field From; the null sender without it.</param>
    /// <param name="url">The mailer; without it that of the configuration.</param>
    [MflFunction("send_dsn", Raises = "e_inval e_failure", Stages = MilterStages.EndOfMessage, ReadsHeader = true, ReadsBody = true)]
    public ValueTask SendReport(
        MflContext context, string recipients, string sender, string recipient, string text, string header = "", string from = "",
        string url = SendFunctions.Omitted)
    {
        RequireAddressee("send_dsn", recipients);
        return sending.SendAsync(context, Compose(context, "send_dsn", sender, recipient, text, header, from), recipients, from, url);
    }

    private static IMessageContent Compose(
        MflContext context, string function, string sender, string recipient, string text, string header, string from)
    {
        RequireAddressee(function, sender);
        foreach (var address in new[] { sender, recipient, from })
        {
            if (address.AsSpan().ContainsAnyInRange('\0', '\x1f'))
                throw new MflException(MflExceptionCode.Invalid, $"{function}: control bytes in the address {Printable.Text(address)}");
        }

        if (Array.Find(OwnFields, field => ("\n" + HeaderText.Lines(header)).Contains("\n" + field, StringComparison.OrdinalIgnoreCase)) is { } own)
            throw new MflException(MflExceptionCode.Invalid, $"{function}: the notification has its own field {own[..^1]}; leave it out");
        return new DeliveryReport(sender, recipient, text) { Header = header, From = from is "<>" ? "" : from, Now = context.Time.GetLocalNow() }.Compose(context.Message);
    }

    /// <summary>A notification about a notification could go round for ever (RFC 5321 §6.1).</summary>
    private static void RequireAddressee(string function, string address)
    {
        if (address is "" or "<>")
            throw new MflException(MflExceptionCode.Invalid, $"{function}: the message came from the null sender, to whom no notification may be sent");
    }
}
