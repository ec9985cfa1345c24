namespace Postern.EndToEnd;

[TestClass]
public sealed class SendmailUnixTests : SendmailTests
{
    protected override async Task<string> MilterAsync() => (await MailLab.CoreUnix).SendmailAddress;
}
