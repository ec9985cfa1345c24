namespace Postern.Plugins.Mailbox;

/// <summary>Paths as byte strings.</summary>
internal static class FolderPath
{
    /// <summary>The folder in which a name stands.</summary>
    public static string Of(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.LastIndexOf('/') switch
        {
            < 0 => ".",
            0 => "/",
            var slash => trimmed[..slash],
        };
    }
}
