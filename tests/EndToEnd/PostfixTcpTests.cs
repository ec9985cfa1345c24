namespace Postern.EndToEnd;

[TestClass]
public sealed class PostfixTcpTests : PostfixTests
{
    protected override async Task<string> MilterAsync() => (await MailLab.CoreTcp).PostfixAddress;
}
