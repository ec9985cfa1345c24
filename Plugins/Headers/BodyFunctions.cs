using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Headers;

/// <summary>Changes to the body and the queue itself (manual, nodes "Body Modification Functions" and "Message Modification Queue").</summary>
[PluginExport(typeof(IMflModule), "body")]
public sealed class BodyFunctions : IMflModule
{
    /// <summary>Replaces the body. Line ends become CRLF, and the last line gets one.</summary>
    [MflFunction("replbody", NonBlocking = true, Actions = MilterActions.ChangeBody)]
    public static void ReplaceBody(MflContext context, string text) =>
        context.Modifications.Add(new MessageModification.ReplaceBody(WithCrLf(text)));

    /// <summary>Forgets all modifications queued so far.</summary>
    [MflFunction("mmq_purge", NonBlocking = true)]
    public static void Purge(MflContext context) => context.Modifications.Clear();

    // A bare CR could end a line for one reader and not for another, so it becomes a line end for all (RFC 5321 §2.3.8).
    private static byte[] WithCrLf(string text)
    {
        var result = new StringBuilder(text.Length + (text.Length / 32) + 2);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is not ('\r' or '\n'))
            {
                result.Append(c);
                continue;
            }

            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            result.Append("\r\n");
        }

        if (result.Length > 0 && result[^1] != '\n')
            result.Append("\r\n");
        return Encoding.Latin1.GetBytes(result.ToString());
    }
}
