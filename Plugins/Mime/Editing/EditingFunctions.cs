using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Mime.Editing;

/// <summary>
/// Changing the parts of the message under way; what is not changed leaves byte for byte. Parts are told by their numbers from the outside, each from 1, in the message as it came.
/// </summary>
[PluginExport(typeof(IMflModule), "mime-editing")]
public sealed class EditingFunctions : IMflModule
{
    private const MilterActions Needed = MilterActions.ChangeBody | MilterActions.ChangeHeaders | MilterActions.AddHeaders;
    private const string Exceptions = "e_inval e_not_found e_badmmq e_too_many e_failure";

    private static readonly MessageReader Reader = new();

    /// <summary>Adds a part at the end of the message, which becomes a multipart/mixed when it is none.</summary>
    /// <param name="context">The session.</param>
    /// <param name="content">Its content, which is encoded as it needs.</param>
    /// <param name="type">Its Content-Type, with parameters or without; text is UTF-8 when it has no charset.</param>
    /// <param name="fileName">The name under which it is saved, or empty.</param>
    /// <param name="disposition"><c>attachment</c>, <c>inline</c> or empty; with a name <c>attachment</c> when it is empty.</param>
    [MflFunction("mime_add_part", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = Exceptions)]
    public static void Add(MflContext context, string content, string type, string fileName = "", string disposition = "")
    {
        const string Function = "mime_add_part";
        MessageEdits edits = EditSession.Begin(context, Function, Reader.Current(context));
        edits.Add(Make(Function, content, type, fileName, disposition));
        EditSession.End(context, edits);
    }

    /// <summary>Replaces a part, its header included; without numbers the message's whole content.</summary>
    /// <param name="context">The session.</param>
    /// <param name="content">The new content, which is encoded as it needs.</param>
    /// <param name="type">Its Content-Type.</param>
    /// <param name="fileName">The name under which it is saved, or empty.</param>
    /// <param name="part">The part's numbers.</param>
    [MflFunction("mime_replace_part", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = Exceptions)]
    public static void Replace(MflContext context, string content, string type, string fileName, params ReadOnlySpan<long> part)
    {
        const string Function = "mime_replace_part";
        IMailMessage message = Reader.Current(context);
        MessageEdits edits = EditSession.Begin(context, Function, message);
        IMimeEntity entity = Find(Function, message, part);
        if (entity.Parent is not null && !PartPlace.IsBodyPart(entity))
            throw Wrong(Function, part, "does not stand in a multipart");
        CheckFree(Function, edits, entity, part);
        PartEdit edit = edits.Of(entity);
        (edit.Replacement, edit.Text) = (Make(Function, content, type, fileName, ""), "");
        EditSession.End(context, edits);
    }

    /// <summary>Removes a part. Of a multipart whose parts are all removed one empty text stays.</summary>
    /// <param name="context">The session.</param>
    /// <param name="part">The part's numbers.</param>
    [MflFunction("mime_remove_part", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = Exceptions)]
    public static void Remove(MflContext context, params ReadOnlySpan<long> part)
    {
        const string Function = "mime_remove_part";
        IMailMessage message = Reader.Current(context);
        MessageEdits edits = EditSession.Begin(context, Function, message);
        IMimeEntity entity = Find(Function, message, part);
        if (!PartPlace.IsBodyPart(entity))
            throw Wrong(Function, part, "does not stand in a multipart");
        CheckFree(Function, edits, entity, part);
        edits.Of(entity).IsRemoved = true;
        EditSession.End(context, edits);
    }

    /// <summary>Appends a text to the plain text of the message, wherever that is shown as its body: attachments, signed and encrypted parts stay as they are.</summary>
    /// <param name="context">The session.</param>
    /// <param name="text">The text, UTF-8; it stands on lines of its own.</param>
    /// <returns>To how many parts it was appended.</returns>
    [MflFunction("mime_append_text", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = "e_badmmq e_too_many e_failure")]
    public static long AppendText(MflContext context, string text) => Append(context, "mime_append_text", "text/plain", text);

    /// <summary>Inserts HTML before the end of the body of the HTML of the message, wherever that is shown as its body.</summary>
    /// <param name="context">The session.</param>
    /// <param name="html">The HTML, UTF-8.</param>
    /// <returns>Into how many parts it was inserted.</returns>
    [MflFunction("mime_append_html", Stages = MilterStages.EndOfMessage, Actions = Needed, ReadsHeader = true, ReadsBody = true, Raises = "e_badmmq e_too_many e_failure")]
    public static long AppendHtml(MflContext context, string html) => Append(context, "mime_append_html", "text/html", html);

    private static long Append(MflContext context, string function, string mediaType, string text)
    {
        IMailMessage message = Reader.Current(context);
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

    private static IMimeEntity Find(string function, IMailMessage message, ReadOnlySpan<long> path)
    {
        IMimeEntity entity = message.Root;
        foreach (long number in path)
        {
            if (number < 1 || number > entity.Parts.Count)
                throw new MflException(MflExceptionCode.NotFound, $"{function}: there is no part {Shown(path)}");
            entity = entity.Parts[(int)number - 1];
        }

        return entity;
    }

    private static void CheckFree(string function, MessageEdits edits, IMimeEntity entity, ReadOnlySpan<long> path)
    {
        if (PartLock.IsInLocked(entity))
            throw Wrong(function, path, "is signed or encrypted together with others and stays as it is");
        if (edits.IsGone(entity))
            throw new MflException(MflExceptionCode.NotFound, $"{function}: part {Shown(path)} was removed or replaced");
    }

    private static MflException Wrong(string function, ReadOnlySpan<long> path, string text) => new(MflExceptionCode.Invalid, $"{function}: part {Shown(path)} {text}");

    private static string Shown(ReadOnlySpan<long> path) =>
        path.IsEmpty ? "0" : string.Join('.', path.ToArray().Select(static number => number.ToString(CultureInfo.InvariantCulture)));
}
