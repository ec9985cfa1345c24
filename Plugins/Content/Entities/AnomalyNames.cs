using Postern.Abstractions.Messages;

namespace Postern.Plugins.Content.Entities;

/// <summary>Anomalies as programs know them: <c>nul_byte</c> for <see cref="MessageAnomalies.NulByte"/>.</summary>
internal static class AnomalyNames
{
    private static readonly (MessageAnomalies Anomaly, string Name)[] Names =
        [.. Enum.GetValues<MessageAnomalies>().Where(static anomaly => anomaly != MessageAnomalies.None).Select(static anomaly => (anomaly, Make(anomaly)))];

    /// <summary>The names, separated by blanks.</summary>
    public static string Of(MessageAnomalies anomalies) =>
        string.Join(' ', Names.Where(item => anomalies.HasFlag(item.Anomaly)).Select(static item => item.Name));

    private static string Make(MessageAnomalies anomaly) =>
        string.Concat(anomaly.ToString().Select(static (letter, index) => index > 0 && char.IsAsciiLetterUpper(letter) ? $"_{letter}" : $"{letter}")).ToLowerInvariant();
}
