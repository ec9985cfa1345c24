namespace Postern.Mfl.Syntax;

/// <summary>The reply actions (manual node "Actions").</summary>
internal enum ReplyAction
{
    Accept,
    Continue,
    Discard,
    Reject,
    Tempfail,
}
