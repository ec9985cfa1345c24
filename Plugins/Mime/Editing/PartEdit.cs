namespace Postern.Plugins.Mime.Editing;

/// <summary>What is to happen to a part.</summary>
internal sealed class PartEdit
{
    /// <summary>It goes.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>What goes with it; found once, since all changes are laid out anew with each.</summary>
    public Splice? Removal { get; set; }

    /// <summary>What stands in its place.</summary>
    public NewPart? Replacement { get; set; }

    /// <summary>Text to add to it.</summary>
    public string Text { get; set; } = "";
}
