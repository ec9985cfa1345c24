namespace Postern.Plugins.Sending.Smtp;

/// <summary>The parameters of delivery status notifications (RFC 3461 §4) among those that came with an address.</summary>
internal static class NotificationParameters
{
    private const int MostBytes = 500;

    public static string OfSender(string parameters) => Select(parameters, "RET=", "ENVID=");

    public static string OfRecipient(string parameters) => Select(parameters, "NOTIFY=", "ORCPT=");

    private static string Select(string parameters, string first, string second) =>
        string.Concat(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length <= MostBytes && !word.AsSpan().ContainsAnyExceptInRange('!', '~')
                && (word.StartsWith(first, StringComparison.OrdinalIgnoreCase) || word.StartsWith(second, StringComparison.OrdinalIgnoreCase)))
            .Select(static word => " " + word));
}
