namespace Postern.Plugins.Text;

/// <summary>Parts of an address list; the numbers are those of <c>email_map</c>.</summary>
[Flags]
internal enum AddressParts
{
    None = 0,
    Multiple = 1,
    Comments = 2,
    Personal = 4,
    Local = 8,
    Domain = 16,
    Route = 32,
}
