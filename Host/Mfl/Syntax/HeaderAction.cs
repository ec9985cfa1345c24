namespace Postern.Mfl.Syntax;

/// <summary>The header actions (manual node "Actions").</summary>
internal enum HeaderAction
{
    Add,
    Replace,
    Delete,
}
