namespace Postern.Mfl.Syntax;

/// <summary>The flags of <c>#pragma regex</c>; none means basic and case-sensitive.</summary>
[Flags]
internal enum RegexFlags
{
    None = 0,
    Extended = 1,
    IgnoreCase = 2,
    Newline = 4,
}
