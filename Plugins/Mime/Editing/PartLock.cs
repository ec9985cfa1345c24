using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Editing;

/// <summary>Parts that a change would spoil.</summary>
internal static class PartLock
{
    /// <summary>Whether it is signed or encrypted as a whole.</summary>
    public static bool IsLocked(IMimeEntity part) => part.MediaType is "multipart/signed" or "multipart/encrypted" or "application/pkcs7-mime" or "application/x-pkcs7-mime"
        or "application/pgp-encrypted";

    /// <summary>Whether it stands in something that is signed or encrypted.</summary>
    public static bool IsInLocked(IMimeEntity part)
    {
        for (IMimeEntity? at = part.Parent; at is not null; at = at.Parent)
        {
            if (IsLocked(at))
                return true;
        }

        return false;
    }
}
