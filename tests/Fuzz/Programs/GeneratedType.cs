namespace Postern.Fuzz.Programs;

/// <summary>The two types of the language.</summary>
internal enum GeneratedType
{
    Number,
    String,
}
