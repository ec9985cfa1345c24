using Postern.Abstractions.Messages;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox.Folders;

/// <summary>
/// A maildir. Reading leaves messages where they are; appending writes to <c>tmp</c> and moves to <c>new</c>. Nothing needs a lock: names are unique, and moving is one step.
/// </summary>
internal sealed class MaildirFolder(string path, NewFileMode mode, TimeProvider time) : FileFolder
{
    private static readonly string[] Subfolders = ["tmp", "new", "cur"];
    private static readonly string[] Readable = ["new", "cur"];

    private readonly List<string> _messages = [];
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private long[] _changes = [];

    /// <summary>Whether a folder is a maildir.</summary>
    public static bool IsAt(string path) => Subfolders.All(name => FileStatus.Of($"{path}/{name}", followsLink: true) is { IsFolder: true });

    /// <summary>Makes the folders that are missing.</summary>
    public static void Make(string path, NewFileMode mode)
    {
        NativeFile.MakeFolder(path, mode.FolderBits);
        foreach (var name in Subfolders)
            NativeFile.MakeFolder($"{path}/{name}", mode.FolderBits);
    }

    public override ValueTask AppendAsync(IMailMessage message, string? sender, CancellationToken cancellationToken)
    {
        Make(path, mode);
        var name = MaildirName.Make(time);
        var temporary = $"{path}/tmp/{name}";
        WriteFile(temporary, mode.Bits, message, cancellationToken);
        if (LibC.rename(NativeFile.Path(temporary), NativeFile.Path($"{path}/new/{name}")) < 0)
        {
            var failure = NativeFile.Failure();
            NativeFile.Remove(temporary);
            throw failure;
        }

        NativeFile.SynchronizeFolder($"{path}/new");
        return default;
    }

    protected override int Update(CancellationToken cancellationToken)
    {
        var changes = Array.ConvertAll(Readable, name => FileStatus.Of($"{path}/{name}", followsLink: true)?.Modified ?? 0);
        if (!changes.SequenceEqual(_changes))
            List(cancellationToken);
        _changes = changes;
        return _messages.Count;
    }

    protected override string Locate(int index, CancellationToken cancellationToken)
    {
        var known = _places[_messages[index]];
        if (FileStatus.Of(known, followsLink: false) is not null)
            return known;

        // A reader has moved it to cur, or changed its flags.
        List(cancellationToken);
        return _places[_messages[index]];
    }

    private void List(CancellationToken cancellationToken)
    {
        var arrived = new List<MaildirName>();
        foreach (var folder in Readable)
        {
            foreach (var name in NativeFile.Names($"{path}/{folder}", MostMessages, cancellationToken) ?? [])
            {
                var place = $"{path}/{folder}/{name}";
                var parsed = MaildirName.Parse(name);
                if (!_places.ContainsKey(parsed.Unique) && FileStatus.Of(place, followsLink: false) is { IsFile: true })
                    arrived.Add(parsed);
                else if (!_places.ContainsKey(parsed.Unique))
                    continue;
                _places[parsed.Unique] = place;
            }
        }

        arrived.Sort(MaildirName.Compare);
        if (_messages.Count + arrived.Count > MostMessages)
            throw new IOException($"more than {MostMessages} messages");
        _messages.AddRange(arrived.Select(static name => name.Unique));
    }
}
