namespace Postern.Mfl.Regex;

internal enum NfaNodeKind : byte
{
    Final,
    Bytes,
    Split,
    Assertion,
    OpenGroup,
    CloseGroup,
    BackReference,
}
