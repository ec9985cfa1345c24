namespace Postern.Fuzz.Programs;

/// <summary>What a generated program may name at a point, and what running up to there costs.</summary>
internal sealed class GeneratorScope
{
    /// <summary>No program runs more statements, about.</summary>
    public const int Budget = 4_000;

    public List<(string Name, GeneratedType Type)> Variables { get; } = [];

    public List<(string Name, GeneratedType Type)> Constants { get; } = [];

    public List<GeneratedFunction> Functions { get; } = [];

    /// <summary>Labels of the loops around.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>Names that are loop counters: nothing may change them.</summary>
    public HashSet<string> Counters { get; } = new(StringComparer.Ordinal);

    public int LoopDepth { get; set; }

    /// <summary>How often what is generated now runs.</summary>
    public int Multiplier { get; set; } = 1;

    public int Cost { get; set; }

    public int NextName { get; set; }

    /// <summary>The result type of the function around; null in a procedure.</summary>
    public GeneratedType? Result { get; set; }

    public bool IsVariadic { get; set; }

    public int NamedParameters { get; set; }

    /// <summary>Whether a statement may throw an exception on purpose.</summary>
    public bool InTry { get; set; }

    /// <summary>Charges a call; refuses when it would make the program too long.</summary>
    public bool TryCharge(int cost)
    {
        long total = Cost + ((long)cost * Multiplier);
        if (total > Budget)
            return false;
        Cost = (int)total;
        return true;
    }

    public string NewName(string prefix) => prefix + NextName++;
}
