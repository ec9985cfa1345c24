using System.Globalization;
using System.Text;
using Postern.Abstractions.Milter;

namespace Postern.Milter.Wire;

/// <summary>
/// The text of <c>SMFIR_REPLYCODE</c>: <c>ddd[-d.d.d] text</c> lines joined by CRLF. A percent sign is doubled: Sendmail uses the text as a format,
/// and Postfix halves doubled signs and drops single ones (both seen in their sources).
/// </summary>
internal static class SmtpReplyFormat
{
    /// <summary>The most lines of a reply (<c>smfi_setmlreply</c>).</summary>
    public const int MaxLines = 32;

    /// <summary>The most bytes of a line's text (<c>MAXREPLYLEN</c>).</summary>
    public const int MaxLineBytes = 980;

    /// <summary>Says what keeps a reply from being sent as it is; <see langword="null"/> when nothing does.</summary>
    public static string? FindProblem(SmtpReply reply, MilterVerdict verdict)
    {
        int wanted = verdict == MilterVerdict.TempFail ? 4 : 5;
        if (reply.Code is < 400 or > 599)
            return string.Create(CultureInfo.InvariantCulture, $"the code {reply.Code} is not from 400 to 599");
        if (reply.Code / 100 != wanted)
            return string.Create(CultureInfo.InvariantCulture, $"the code {reply.Code} does not go with {verdict}, which wants {wanted}xx");
        if (reply.EnhancedCode.Length > 0 && !IsEnhancedCode(reply.EnhancedCode))
            return $"\"{reply.EnhancedCode}\" is not an enhanced code (RFC 3463)";
        if (reply.EnhancedCode.Length > 0 && reply.EnhancedCode[0] - '0' != wanted)
            return $"the enhanced code {reply.EnhancedCode} does not go with {verdict}";
        return null;
    }

    /// <summary>The wire text of a reply without problem. Too long lines are cut, surplus lines dropped, control characters become blanks.</summary>
    public static string Format(SmtpReply reply)
    {
        string enhanced = reply.EnhancedCode;
        // Postfix takes a digit after the code for an enhanced code and refuses one of another class, whatever was meant.
        if (enhanced.Length == 0 && reply.Text.Length > 0 && char.IsAsciiDigit(reply.Text[0]))
            enhanced = reply.Code >= 500 ? "5.0.0" : "4.0.0";
        ReadOnlySpan<char> rest = reply.Text.AsSpan().TrimEnd("\r\n");
        var text = new StringBuilder(rest.Length + 16);
        for (int line = 1; ; line++)
        {
            int end = rest.IndexOf('\n');
            bool last = end < 0 || line == MaxLines;
            text.Append(CultureInfo.InvariantCulture, $"{reply.Code}").Append(last ? ' ' : '-');
            if (enhanced.Length > 0)
                text.Append(enhanced).Append(' ');
            AppendLine(text, (end < 0 ? rest : rest[..end]).TrimEnd('\r'));
            if (last)
                return text.ToString();
            text.Append("\r\n");
            rest = rest[(end + 1)..];
        }
    }

    private static void AppendLine(StringBuilder text, ReadOnlySpan<char> line)
    {
        if (line.Length > MaxLineBytes)
            line = line[..MaxLineBytes];
        foreach (char c in line)
        {
            if (c == '%')
                text.Append("%%");
            else
                text.Append(c is < ' ' and not '\t' or '\x7f' ? ' ' : c);
        }
    }

    // class "." subject "." detail; class = 4 / 5; subject and detail 1*3DIGIT
    private static bool IsEnhancedCode(string code)
    {
        string[] parts = code.Split('.');
        return parts is [['4' or '5'], var subject, var detail] && IsNumber(subject) && IsNumber(detail);
    }

    private static bool IsNumber(string part) =>
        part.Length is >= 1 and <= 3 && part.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
