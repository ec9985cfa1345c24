using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Plugins.Mime.Structure;

namespace Postern.Plugins.Mime.Editing;

/// <summary>
/// Changing the parts of the message under way; what is not changed leaves byte for byte. Entities have the numbers that they have for mime_count and the like: 1 is the message, the
/// others follow in their order, as it came.
/// </summary>
[PluginExport(typeof(IMflModule), "mime-editing")]
public sealed class EditingFunctions : IMflModule
{
    private const MilterActions Needed = MilterActions.ChangeBody | MilterActions.ChangeHeaders | MilterActions.AddHeaders;
    private const string Exceptions = "e_badmmq e_too_many e_failure";

    /// <summary>Adds a part at the end of the message, which becomes a multipart/mixed when it is none.</summary>
    /// <param name="context">The session.</param>
    /// <param name="content">Its content, which is encoded as it needs.</param>
    /// <param name="type">Its Content-Type, with parameters or without; text is UTF-8 when it has no charset.</param>
    /// <param name="fileName">The name under which it is saved, or empty.</param>
    /// <param name="disposition"><c>attachment</c>, <c>inline</c> or empty; with a name <c>attachment</c> when it is empty.</param>
    [MflFunction("mime_add_part", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = "e_inval " + Exceptions)]
    public static void Add(MflContext context, string content, string type, string fileName = "", string disposition = "")
    {
        const string Function = "mime_add_part";
        MessageEdits edits = EditSession.Begin(context, Function, MessageReader.ReadCurrent(context));
        edits.Add(Make(Function, content, type, fileName, disposition));
        EditSession.End(context, edits);
    }

    /// <summary>Replaces a part, its header included; 1 is the message's whole content.</summary>
    /// <param name="context">The session.</param>
    /// <param name="entity">Its number.</param>
    /// <param name="content">The new content, which is encoded as it needs.</param>
    /// <param name="type">Its Content-Type.</param>
    /// <param name="fileName">The name under which it is saved, or empty.</param>
    [MflFunction("mime_replace_part", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = "e_inval e_not_found e_range " + Exceptions)]
    public static void Replace(MflContext context, long entity, string content, string type, string fileName = "")
    {
        const string Function = "mime_replace_part";
        MailMessage message = MessageReader.ReadCurrent(context);
        MessageEdits edits = EditSession.Begin(context, Function, message);
        IMimeEntity part = Find(Function, message, entity);
        if (part.Parent is not null)
            CheckStandsInMultipart(Function, part, entity);
        CheckFree(Function, edits, part, entity);
        PartEdit edit = edits.Of(part);
        (edit.Replacement, edit.Text) = (Make(Function, content, type, fileName, ""), "");
        EditSession.End(context, edits);
    }

    /// <summary>Removes a part. Of a multipart whose parts are all removed one empty text stays.</summary>
    /// <param name="context">The session.</param>
    /// <param name="entity">Its number.</param>
    [MflFunction("mime_remove_part", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = "e_inval e_not_found e_range " + Exceptions)]
    public static void Remove(MflContext context, long entity)
    {
        const string Function = "mime_remove_part";
        MailMessage message = MessageReader.ReadCurrent(context);
        MessageEdits edits = EditSession.Begin(context, Function, message);
        IMimeEntity part = Find(Function, message, entity);
        CheckStandsInMultipart(Function, part, entity);
        CheckFree(Function, edits, part, entity);
        edits.Of(part).IsRemoved = true;
        EditSession.End(context, edits);
    }

    /// <summary>Appends a text to the plain text of the message, wherever that is shown as its body: attachments, signed and encrypted parts stay as they are.</summary>
    /// <param name="context">The session.</param>
    /// <param name="text">The text, UTF-8; it stands on lines of its own.</param>
    /// <returns>To how many parts it was appended.</returns>
    [MflFunction("mime_append_text", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = Exceptions)]
    public static long AppendText(MflContext context, string text) => Append(context, "mime_append_text", "text/plain", text);

    /// <summary>Inserts HTML before the end of the body of the HTML of the message, wherever that is shown as its body.</summary>
    /// <param name="context">The session.</param>
    /// <param name="html">The HTML, UTF-8.</param>
    /// <returns>Into how many parts it was inserted.</returns>
    [MflFunction("mime_append_html", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = Exceptions)]
    public static long AppendHtml(MflContext context, string html) => Append(context, "mime_append_html", "text/html", html);

    private static long Append(MflContext context, string function, string mediaType, string text)
    {
        MailMessage message = MessageReader.ReadCurrent(context);
        MessageEdits edits = EditSession.Begin(context, function, message);
        long count = 0;
        foreach (IMimeEntity part in ShownTexts.Of(message.Root).Where(part => !edits.IsGone(part)))
            count += TryAppend(edits.Of(part), part, mediaType, text) ? 1 : 0;
        if (count > 0)
            EditSession.End(context, edits);
        return count;
    }

    private static bool TryAppend(PartEdit edit, IMimeEntity part, string mediaType, string text)
    {
        if (edit.Replacement is { } replacement)
        {
            if (replacement.MediaType != mediaType || !replacement.IsUtf8)
                return false;
            edit.Replacement = replacement.WithContent(TextAppendix.Append(replacement.Text, text, mediaType == "text/html"));
            return true;
        }

        if (part.MediaType != mediaType || !TextAppendix.CanAddTo(part))
            return false;
        edit.Text = edit.Text.Length == 0 ? text : $"{edit.Text.TrimEnd('\n')}\n{text}";
        return true;
    }

    private static NewPart Make(string function, string content, string type, string fileName, string disposition) =>
        NewPart.Create(type, content, disposition, fileName)
        ?? throw new MflException(MflExceptionCode.Invalid, $"{function}: expected a type such as text/plain that is no multipart, and attachment, inline or nothing");

    // Leaves that are in another reading only have numbers behind these.
    private static IMimeEntity Find(string function, MailMessage message, long number) => number >= 1 && number <= message.Entities.Count
        ? message.Entities[(int)number - 1]
        : throw new MflException(MflExceptionCode.Range, $"{function}: expected an entity of the usual reading from 1 to {message.Entities.Count}, got {number}");

    private static void CheckStandsInMultipart(string function, IMimeEntity part, long number)
    {
        if (!PartPlace.IsBodyPart(part))
            throw new MflException(MflExceptionCode.Invalid, $"{function}: entity {number} does not stand in a multipart");
    }

    private static void CheckFree(string function, MessageEdits edits, IMimeEntity part, long number)
    {
        if (PartLock.IsInLocked(part))
            throw new MflException(MflExceptionCode.Invalid, $"{function}: entity {number} is signed or encrypted together with others and stays as it is");
        if (edits.IsGone(part))
            throw new MflException(MflExceptionCode.NotFound, $"{function}: entity {number} was removed or replaced");
    }
}
