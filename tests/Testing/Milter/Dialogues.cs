namespace Postern.Testing.Milter;

/// <summary>Whole dialogues, frame by frame.</summary>
public static class Dialogues
{
    /// <summary>One message; every frame is answered once when everything is asked for.</summary>
    public static IReadOnlyList<byte[]> Message() =>
    [
        Frames.Connect(), Frames.Helo(), Frames.Mail("<a@example.org>", "SIZE=100"), Frames.Rcpt("<b@example.org>"), Frames.Data(),
        Frames.Header("From", "a@example.org"), Frames.Header("To", "b@example.org"), Frames.Header("Subject", "one\n two"),
        Frames.EndOfHeaders(), Frames.Body("first line\r\n"), Frames.Body("second line\r\n"), Frames.EndOfMessage(),
    ];

    /// <summary>A connection with macros, two messages, one of them aborted, and an unknown command.</summary>
    public static byte[] Connection() =>
    [
        .. Frames.Offer(), .. Frames.Macro('C', "j", "mx.example.org"), .. Frames.Connect(), .. Frames.Macro('H'), .. Frames.Helo(),
        .. Frames.Macro('M', "i", "1"), .. Frames.Mail(), .. Frames.Unknown("XYZZY"), .. Frames.Abort(),
        .. Frames.Macro('M', "{auth_authen}", "me"), .. Frames.Mail("<>"), .. Frames.Rcpt("<b@example.org>", "NOTIFY=NEVER"), .. Frames.Rcpt(), .. Frames.Data(),
        .. Frames.Header("Subject", ""), .. Frames.Header("X-Long", new string('x', 9000)), .. Frames.EndOfHeaders(),
        .. Frames.Body(new string('y', 65535)), .. Frames.Macro('E', "i", "2"), .. Frames.EndOfMessage("end"), .. Frames.Quit(),
    ];
}
