using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Mailbox.Tests.Fakes;
using Postern.Testing.Mfl;
using Postern.Testing.Servers;

namespace Postern.Plugins.Mailbox.Tests;

/// <summary>The functions with a session, a folder, and messages that are nothing but bytes.</summary>
internal sealed class MailboxLab : IDisposable
{
    public const string Message = "From: a@example.org\nSubject: x\n\nbody\n";

    private readonly TemporaryFolder _folder = new("postern-mailbox");
    private readonly FakeMessages _messages = new();
    private readonly FakeReader _reader = new();
    private readonly MailboxFunctions _functions;

    public MailboxLab(MailboxesBlock? settings = null, CancellationToken cancellation = default)
    {
        _functions = new MailboxFunctions(_messages, _reader, new FakeAddressReader(), settings ?? new MailboxesBlock());
        Context = new FakeMflContext { Cancellation = cancellation };
    }

    public FakeMflContext Context { get; }

    public int ClosedMessages => _messages.Closed.Count;

    public string Root => _folder.Path;

    public string Path(string name) => _folder.Combine(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Bytes(string name) => File.ReadAllText(Path(name), Encoding.Latin1);

    public long Open(string url, string mode = "r", string permissions = "") => _functions.Open(Context, url, mode, permissions);

    public async Task<long> CountAsync(long mailbox) => await _functions.Count(Context, mailbox);

    public async Task<long> GetAsync(long mailbox, long number) => await _functions.GetMessage(Context, mailbox, number);

    public string Text(long message)
    {
        using var reader = new StreamReader(_messages.Get(Context, "", message).Content.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }

    public async Task<string> ReadAsync(long mailbox, long number) => Text(await GetAsync(mailbox, number));

    public async Task<string[]> ReadAllAsync(string url)
    {
        var mailbox = Open(url);
        var texts = new string[await CountAsync(mailbox)];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = await ReadAsync(mailbox, i + 1);
        Close(mailbox);
        return texts;
    }

    public Task AppendAsync(long mailbox, string message) => AppendAsync(mailbox, new BytesContent(message));

    public async Task AppendAsync(long mailbox, IMessageContent message) => await _functions.AppendMessage(Context, mailbox, Add(message));

    /// <summary>Appends what is under way in the session.</summary>
    public async Task AppendCurrentAsync(long mailbox, string message)
    {
        _reader.UnderWay = new FakeMailMessage(new BytesContent(message));
        await _functions.AppendMessage(Context, mailbox, _messages.Add(Context, "", _reader.UnderWay, null));
    }

    public async Task AppendDescriptorAsync(long mailbox, long message) => await _functions.AppendMessage(Context, mailbox, message);

    public long Add(IMessageContent message) => _messages.Add(Context, "", new FakeMailMessage(message), null);

    public void Close(long mailbox) => _functions.Close(Context, mailbox);

    public void Dispose()
    {
        Context.GetState<MailboxTable>(static () => new MailboxTable(0)).Dispose();
        _folder.Dispose();
    }

    /// <summary>What a failing call says: the number of the exception and its text, the lab's folder left out.</summary>
    public string Failure(Action call) => Describe(Assert.ThrowsExactly<MflException>(call));

    /// <inheritdoc cref="Failure"/>
    public async Task<string> FailureAsync(Func<Task> call) => Describe(await Assert.ThrowsExactlyAsync<MflException>(call));

    private string Describe(MflException error) => $"{error.Number} {error.Message.Replace(Root, "", StringComparison.Ordinal)}";
}
