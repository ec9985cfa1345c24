using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Plugins.Mailbox.Mbox;

namespace Postern.Plugins.Mailbox;

/// <summary>Reading and appending to mailboxes (manual, node "Mailbox functions").</summary>
/// <param name="messages">The descriptors of messages.</param>
/// <param name="reader">Reads the messages of a mailbox.</param>
/// <param name="addresses">Reads the sender of a message.</param>
/// <param name="settings">The limits that the configuration sets.</param>
[PluginExport(typeof(IMflModule), "mailbox", Needs = ["IMflMessages", "IMessageReader", "IAddressReader"])]
[method: ImportingConstructor]
public sealed class MailboxFunctions(IMflMessages messages, IMessageReader reader, IAddressReader addresses, MailboxesBlock settings) : IMflModule
{
    /// <summary>Opens a mailbox.</summary>
    /// <param name="context">The session.</param>
    /// <param name="url">A path, of which the format is found out, or <c>mbox:</c>, <c>maildir:</c>, <c>mh:</c> and a path.</param>
    /// <param name="mode"><c>r</c>, <c>w</c>, <c>rw</c>, <c>a</c>; <c>w+</c> and <c>a+</c> make what is missing.</param>
    /// <param name="permissions">Those of what is made, beside the owner's: <c>[go](+|=)[rw]+</c>, joined by commas.</param>
    /// <returns>The descriptor.</returns>
    /// <exception cref="MflException"><c>e_range</c>: a wrong mode or permissions; <c>e_failure</c>: it cannot be opened, or <c>max-open-mailboxes</c> are open.</exception>
    [MflFunction("mailbox_open", Raises = "e_range e_failure")]
    public long Open(MflContext context, string url, string mode = "r", string permissions = "")
    {
        const string Function = "mailbox_open";
        var table = TableOf(context);
        table.RequireRoom(Function);
        var openMode = OpenMode.Parse(Function, mode);
        var newFileMode = NewFileMode.Parse(Function, permissions);
        MailboxAddress address;
        MailboxFormat format;
        try
        {
            address = MailboxAddress.Parse(url);
            format = MailboxOpener.FormatOf(address, context.CancellationToken);
        }
        catch (IOException e)
        {
            throw Failed(Function, $"cannot create mailbox `{url}'", e);
        }

        try
        {
            var opener = new MailboxOpener(new Envelope(addresses, context.Time), context.Time);
            return table.Add(new OpenMailbox(opener.Open(format, address.Path, openMode, newFileMode)));
        }
        catch (IOException e)
        {
            throw Failed(Function, $"cannot open mailbox `{url}'", e);
        }
    }

    /// <summary>How many messages a mailbox has.</summary>
    /// <param name="context">The session.</param>
    /// <param name="mailbox">Its descriptor.</param>
    /// <exception cref="MflException"><c>e_range</c>, <c>e_failure</c>: it is not open; <c>e_failure</c>: it cannot be read.</exception>
    [MflFunction("mailbox_messages_count", Raises = "e_range e_failure")]
    public async ValueTask<long> Count(MflContext context, long mailbox)
    {
        const string Function = "mailbox_messages_count";
        var folder = TableOf(context).Get(Function, mailbox).Folder;
        try
        {
            return await folder.CountAsync(context.CancellationToken);
        }
        catch (IOException e)
        {
            throw Failed(Function, null, e);
        }
    }

    /// <summary>Opens a message of a mailbox.</summary>
    /// <param name="context">The session.</param>
    /// <param name="mailbox">The mailbox's descriptor.</param>
    /// <param name="number">Which message, from 1.</param>
    /// <returns>The message's descriptor.</returns>
    /// <exception cref="MflException"><c>e_range</c>, <c>e_failure</c>: the mailbox is not open; <c>e_failure</c>: there is no such message, or it cannot be read.</exception>
    [MflFunction("mailbox_get_message", Raises = "e_range e_failure")]
    public async ValueTask<long> GetMessage(MflContext context, long mailbox, long number)
    {
        const string Function = "mailbox_get_message";
        var open = TableOf(context).Get(Function, mailbox);
        if (number == 0)
            throw new MflException(MflExceptionCode.Failure, $"{Function}: Invalid argument");
        try
        {
            var content = await open.Folder.FindAsync(number, context.CancellationToken)
                ?? throw new MflException(MflExceptionCode.Failure, $"{Function}: Requested item not found");
            var message = reader.Read(content, MessageLimits.Default);
            return messages.Add(context, Function, message, open.Note(message, content));
        }
        catch (IOException e)
        {
            throw Failed(Function, null, e);
        }
    }

    /// <summary>Appends a copy of a message to a mailbox: wholly, or not at all.</summary>
    /// <param name="context">The session.</param>
    /// <param name="mailbox">The mailbox's descriptor.</param>
    /// <param name="message">The message's descriptor.</param>
    /// <exception cref="MflException">
    /// <c>e_range</c>, <c>e_failure</c>: the mailbox is not open; <c>e_failure</c>: the message is not open, the mailbox was opened for reading only, others have
    /// locked it for ten seconds, or the system refuses; <c>e_io</c>: the message cannot be read.
    /// </exception>
    [MflFunction("mailbox_append_message", Raises = "e_range e_failure e_io")]
    public async ValueTask AppendMessage(MflContext context, long mailbox, long message)
    {
        const string Function = "mailbox_append_message";
        var folder = TableOf(context).Get(Function, mailbox).Folder;
        if (!folder.IsWritable)
            throw new MflException(MflExceptionCode.Failure, $"{Function}: cannot append message: Permission denied");
        var appended = messages.Get(context, Function, message);
        try
        {
            await folder.AppendAsync(appended, SenderOf(context, appended), context.CancellationToken);
        }
        catch (IOException e)
        {
            throw Failed(Function, "cannot append message", e);
        }
    }

    /// <summary>Closes a mailbox and the messages that were taken from it; one that is closed stays so.</summary>
    /// <param name="context">The session.</param>
    /// <param name="mailbox">Its descriptor.</param>
    /// <exception cref="MflException"><c>e_range</c>: there can be no such descriptor.</exception>
    [MflFunction("mailbox_close", Raises = "e_range")]
    public void Close(MflContext context, long mailbox)
    {
        using var open = TableOf(context).Remove("mailbox_close", mailbox);
        foreach (var message in open?.Messages ?? [])
            messages.Close(context, message);
    }

    private static MflException Failed(string function, string? what, IOException error)
    {
        var reason = error.HResult is > 0 and < 4096 ? Native.LibC.Describe(error.HResult) : error.Message;
        return new MflException(MflExceptionCode.Failure, what is null ? $"{function}: {reason}" : $"{function}: {what}: {reason}");
    }

    // The sender of the message under way, if this is it and the MTA has told.
    private string? SenderOf(MflContext context, IMailMessage message)
    {
        if (context.Stage != MilterStage.EndOfMessage || !ReferenceEquals(message, reader.Current(context)))
            return null;
        return context.TryGetMacro("mail_addr", out var sender) || context.TryGetMacro("f", out sender) ? sender.Trim('<', '>') : null;
    }

    private MailboxTable TableOf(MflContext context) => context.GetState(() => new MailboxTable(settings.MaxOpenMailboxes));
}
