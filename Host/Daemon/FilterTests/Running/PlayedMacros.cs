using Postern.Abstractions.Milter;
using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.Try;
using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>Makes the SMTP client of a session, with the macros that the MTA knows during one message: the message's, the session's, the customary ones.</summary>
internal static class PlayedMacros
{
    /// <param name="client">The session's client.</param>
    /// <param name="macros">The message's own macros; one without a stage comes with MAIL.</param>
    /// <param name="sender">The message's sender.</param>
    /// <param name="queueId">The message's queue identifier.</param>
    public static SmtpSessionDetails Of(TestClient client, IEnumerable<StageMacro> macros, string sender, string queueId)
    {
        MilterMacro[] common = [.. client.Macros.Where(static macro => macro.Stage == MilterStage.None).Select(static macro => macro.Macro)];
        IEnumerable<(MilterStage Stage, MilterMacro Macro)> own = macros
            .Select(static macro => (macro.Stage == MilterStage.None ? MilterStage.Mail : macro.Stage, macro.Macro));
        IEnumerable<(MilterStage Stage, MilterMacro Macro)> all = own
            .Concat(client.Macros.Where(static macro => macro.Stage != MilterStage.None).Select(static macro => (macro.Stage, macro.Macro)))
            .Concat(CustomaryMacros.Of(client.HostName, client.Address, sender, queueId, "postern-test")
                .Where(customary => !Array.Exists(common, given => given.BareName == customary.Macro.BareName)));
        return new SmtpSessionDetails
        {
            HostName = client.HostName,
            Address = client.Address,
            Family = client.Family,
            Port = client.Port,
            Helo = client.Helo,
            CommonMacros = common,
            Macros = all.GroupBy(static pair => pair.Stage, static pair => pair.Macro).ToDictionary(
                static group => group.Key,
                static group => (IReadOnlyList<MilterMacro>)[.. group.DistinctBy(static macro => macro.BareName)]),
        };
    }
}
