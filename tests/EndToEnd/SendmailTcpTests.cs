namespace Postern.EndToEnd;

[TestClass]
public sealed class SendmailTcpTests : SendmailTests
{
    protected override async Task<string> MilterAsync() => (await MailLab.CoreTcp).SendmailAddress;
}
