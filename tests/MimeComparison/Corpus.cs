using System.Globalization;
using System.Text;
using Postern.Testing.Messages;
using Postern.Testing.Servers;

namespace Postern.MimeComparison;

/// <summary>The messages that all parsers read: the named ones of <c>cases/messages</c>, and generated ones.</summary>
internal sealed class Corpus : IDisposable
{
    private const int RegularMessages = 400;
    private const int OddMessages = 50;

    private readonly TemporaryFolder _folder = new("postern-corpus");
    private readonly TemporaryFolder _unixLines = new("postern-corpus");

    public Corpus()
    {
        foreach (string file in Directory.EnumerateFiles(Cases("messages"), "*.eml"))
            Write(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file));
        for (int seed = 0; seed < RegularMessages; seed++)
            Write(Name("regular", seed), MessageGenerator.Make(seed, MessageShape.Regular));
        for (int seed = 0; seed < OddMessages; seed++)
            Write(Name("odd", seed), MessageGenerator.Make(seed, MessageShape.Odd));
    }

    /// <summary>The messages as they are.</summary>
    public string Folder => _folder.Path;

    /// <summary>The same with LF for CRLF, as MIME::Tools wants them: it loses a byte here and there otherwise.</summary>
    public string FolderWithUnixLines => _unixLines.Path;

    /// <summary>A file or folder of the cases.</summary>
    public static string Cases(string name) => Path.Combine(PosternExecutable.RepositoryRoot, "tests/MimeComparison/cases", name);

    public void Dispose()
    {
        _folder.Dispose();
        _unixLines.Dispose();
    }

    private static string Name(string kind, int seed) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{seed:D4}");

    private void Write(string name, byte[] message)
    {
        File.WriteAllBytes(_folder.Combine(name), message);
        string text = Encoding.Latin1.GetString(message);
        File.WriteAllText(_unixLines.Combine(name), text.Replace("\r\n", "\n", StringComparison.Ordinal), Encoding.Latin1);
    }
}
