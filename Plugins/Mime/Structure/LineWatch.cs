namespace Postern.Plugins.Mime.Structure;

/// <summary>Which lines of a body are looked at, beside those that may be delimiters.</summary>
internal enum LineWatch
{
    /// <summary>No others.</summary>
    Delimiters,

    /// <summary>Those that may begin a file in text: uuencode, yEnc.</summary>
    Files,

    /// <summary>Those that may end a file in text.</summary>
    EndOfFile,

    /// <summary>All: nothing should be here, in a preamble or epilogue.</summary>
    Everything,
}
