namespace Postern.Plugins.Message.Digests;

/// <summary>What becomes of a part of a digest that is no message; the values of <c>BURST_ERR_*</c>.</summary>
internal enum BurstAction
{
    Fail = 0,
    Ignore = 1,
    Body = 2,
}
