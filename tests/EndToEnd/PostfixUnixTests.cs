namespace Postern.EndToEnd;

[TestClass]
public sealed class PostfixUnixTests : PostfixTests
{
    protected override async Task<string> MilterAsync() => (await MailLab.CoreUnix).PostfixAddress;
}
