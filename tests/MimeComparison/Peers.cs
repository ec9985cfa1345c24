using Postern.Testing.Servers;

namespace Postern.MimeComparison;

/// <summary>Debian's parsers; each reads the whole corpus in one run.</summary>
internal static class Peers
{
    public const string Python = "python";
    public const string MimeTools = "mime-tools";
    public const string Gmime = "gmime";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<string> Names { get; } = [Python, MimeTools, Gmime];

    /// <summary>The folder of messages that a peer reads.</summary>
    public static string Folder(string peer, Corpus corpus) => peer == MimeTools ? corpus.FolderWithUnixLines : corpus.Folder;

    /// <summary>What a peer says of every entity of every message.</summary>
    public static async Task<IReadOnlyList<EntityReading>> ReadAsync(string peer, Corpus corpus) => peer switch
    {
        Python => await RunAsync("/usr/bin/python3", Source("python_email.py"), Folder(peer, corpus)),
        MimeTools => await RunAsync("/usr/bin/perl", Source("mime_tools.pl"), Folder(peer, corpus)),
        _ => await ReadWithGmimeAsync(Folder(peer, corpus)),
    };

    private static async Task<IReadOnlyList<EntityReading>> ReadWithGmimeAsync(string messages)
    {
        using var folder = new TemporaryFolder("postern-gmime");
        string program = folder.Combine("gmime");
        string build = $"cc -O1 -o {program} {Source("gmime.c")} $(pkg-config --cflags --libs gmime-3.0)";
        var (code, output) = await ServerProcess.RunAsync("/bin/sh", ["-c", build], Limit);
        Assert.AreEqual(0, code, $"{build}\n{output}");
        return await RunAsync(program, messages);
    }

    private static async Task<IReadOnlyList<EntityReading>> RunAsync(string file, params string[] arguments)
    {
        var (code, output) = await ServerProcess.RunAsync(file, arguments, Limit);
        Assert.AreEqual(0, code, output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(EntityReading.Parse)];
    }

    private static string Source(string name) => Path.Combine(PosternExecutable.RepositoryRoot, "tests/MimeComparison/peers", name);
}
