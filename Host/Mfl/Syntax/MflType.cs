namespace Postern.Mfl.Syntax;

/// <summary>The two data types a program can name.</summary>
internal enum MflType
{
    Number,
    String,
}
