namespace Postern.Mfl.Regex;

/// <summary>What makes two states the same.</summary>
internal readonly struct DfaStateKey(int[] kernel, SubjectContext context, bool flag) : IEquatable<DfaStateKey>
{
    private readonly int[] _kernel = kernel;
    private readonly SubjectContext _context = context;
    private readonly bool _flag = flag;

    public bool Equals(DfaStateKey other) =>
        _context == other._context && _flag == other._flag && _kernel.AsSpan().SequenceEqual(other._kernel);

    public override bool Equals(object? obj) => obj is DfaStateKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_kernel.AsSpan()));
        hash.Add(_context);
        hash.Add(_flag);
        return hash.ToHashCode();
    }
}
