namespace Postern.Mfl.Regex;

/// <summary>A set of bytes, 256 bits.</summary>
internal readonly record struct ByteSet(ulong A, ulong B, ulong C, ulong D)
{
    public static ByteSet Empty => default;

    public static ByteSet All => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    public int Count => System.Numerics.BitOperations.PopCount(A) + System.Numerics.BitOperations.PopCount(B)
        + System.Numerics.BitOperations.PopCount(C) + System.Numerics.BitOperations.PopCount(D);

    public static ByteSet Of(byte value) => Empty.With(value);

    /// <summary>The bytes for which <paramref name="test"/> holds.</summary>
    public static ByteSet Where(Func<byte, bool> test)
    {
        var set = Empty;
        for (var value = 0; value <= byte.MaxValue; value++)
            if (test((byte)value))
                set = set.With((byte)value);
        return set;
    }

    public bool Contains(byte value) => ((Word(value >> 6) >> (value & 63)) & 1) != 0;

    public ByteSet With(byte value)
    {
        var bit = 1UL << (value & 63);
        return (value >> 6) switch
        {
            0 => this with { A = A | bit },
            1 => this with { B = B | bit },
            2 => this with { C = C | bit },
            _ => this with { D = D | bit },
        };
    }

    public ByteSet WithRange(byte first, byte last)
    {
        var set = this;
        for (int value = first; value <= last; value++)
            set = set.With((byte)value);
        return set;
    }

    public ByteSet Union(ByteSet other) => new(A | other.A, B | other.B, C | other.C, D | other.D);

    public ByteSet Complement() => new(~A, ~B, ~C, ~D);

    public ByteSet Except(ByteSet other) => new(A & ~other.A, B & ~other.B, C & ~other.C, D & ~other.D);

    public byte First()
    {
        for (var value = 0; value <= byte.MaxValue; value++)
            if (Contains((byte)value))
                return (byte)value;
        throw new InvalidOperationException("The set of bytes is empty.");
    }

    private ulong Word(int index) => index switch { 0 => A, 1 => B, 2 => C, _ => D };
}
