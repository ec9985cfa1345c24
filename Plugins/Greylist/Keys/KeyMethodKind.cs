namespace Postern.Plugins.Greylist.Keys;

/// <summary>Ways to know a client by something.</summary>
internal enum KeyMethodKind
{
    /// <summary>Its address.</summary>
    Address,

    /// <summary>The network of its address.</summary>
    Network,

    /// <summary>The domain whose SPF policy it passes.</summary>
    Spf,

    /// <summary>The domain of the name that it greets with.</summary>
    Helo,
}
