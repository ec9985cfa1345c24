using Postern.Mfl.Binding;

namespace Postern.Mfl.Code;

/// <summary>Which functions may return while a reply or an exception is under way, so that callers must look.</summary>
internal sealed class UnwindTable(IReadOnlySet<BoundSignature> unwinding)
{
    public bool MayUnwind(BoundSignature function) => unwinding.Contains(function);
}
