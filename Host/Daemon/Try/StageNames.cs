using Postern.Abstractions.Milter;

namespace Postern.Daemon.Try;

/// <summary>Stages under the names of their MFL handlers, and under the SMTP command's where it has another.</summary>
internal static class StageNames
{
    private static readonly Dictionary<string, MilterStage> Stages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["connect"] = MilterStage.Connect,
        ["helo"] = MilterStage.Helo,
        ["envfrom"] = MilterStage.Mail,
        ["mail"] = MilterStage.Mail,
        ["envrcpt"] = MilterStage.Rcpt,
        ["rcpt"] = MilterStage.Rcpt,
        ["data"] = MilterStage.Data,
        ["header"] = MilterStage.Header,
        ["eoh"] = MilterStage.EndOfHeaders,
        ["body"] = MilterStage.Body,
        ["eom"] = MilterStage.EndOfMessage,
    };

    public static IEnumerable<string> All => Stages.Keys;

    public static bool TryGet(string name, out MilterStage stage) => Stages.TryGetValue(name, out stage);

    public static string Of(MilterStage stage) => stage switch
    {
        MilterStage.Mail => "envfrom",
        MilterStage.Rcpt => "envrcpt",
        MilterStage.EndOfHeaders => "eoh",
        MilterStage.EndOfMessage => "eom",
        _ => stage.ToString().ToLowerInvariant(),
    };
}
