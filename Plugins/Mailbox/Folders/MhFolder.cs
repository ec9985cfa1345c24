using System.Globalization;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox.Folders;

/// <summary>An MH folder. The sequences that its programs keep beside the messages stay as they are.</summary>
internal sealed class MhFolder(string path, NewFileMode mode, TimeProvider time) : FileFolder
{
    private readonly List<int> _numbers = [];
    private long _change;

    /// <summary>Whether a folder is one: it has sequences or a message.</summary>
    public static bool IsAt(string path, CancellationToken cancellationToken) =>
        FileStatus.Of($"{path}/.mh_sequences", followsLink: false) is not null
        || (NativeFile.Names(path, int.MaxValue, cancellationToken) ?? []).Exists(static name => TryParse(name, out _));

    public override ValueTask AppendAsync(IMailMessage message, string? sender, CancellationToken cancellationToken)
    {
        // No number, so no message until it has one.
        var temporary = $"{path}/,{MaildirName.Make(time)}";
        WriteFile(temporary, mode.Bits, message, cancellationToken);
        try
        {
            // Giving a name that is taken fails: who comes later takes the next number.
            var number = Numbers(cancellationToken).DefaultIfEmpty(0).Max() + 1;
            while (LibC.link(NativeFile.Path(temporary), NativeFile.Path(string.Create(CultureInfo.InvariantCulture, $"{path}/{number}"))) < 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (LibC.LastError != LibC.Exists || number == int.MaxValue)
                    throw NativeFile.Failure();
                number++;
            }
        }
        finally
        {
            NativeFile.Remove(temporary);
        }

        NativeFile.SynchronizeFolder(path);
        return default;
    }

    protected override int Update(CancellationToken cancellationToken)
    {
        var change = FileStatus.Of(path, followsLink: true)?.Modified ?? throw NativeFile.Failure();
        if (change == _change)
            return _numbers.Count;
        var known = _numbers.ToHashSet();
        var arrived = Numbers(cancellationToken).Where(number => !known.Contains(number) && FileStatus.Of(PathOf(number), followsLink: false) is { IsFile: true }).ToList();
        arrived.Sort();
        if (_numbers.Count + arrived.Count > MostMessages)
            throw new IOException($"more than {MostMessages} messages");
        _numbers.AddRange(arrived);
        _change = change;
        return _numbers.Count;
    }

    protected override string Locate(int index, CancellationToken cancellationToken) => PathOf(_numbers[index]);

    private static bool TryParse(string name, out int number) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0 && name[0] != '0';

    private string PathOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{path}/{number}");

    private IEnumerable<int> Numbers(CancellationToken cancellationToken)
    {
        foreach (var name in NativeFile.Names(path, int.MaxValue, cancellationToken) ?? [])
        {
            if (TryParse(name, out var number))
                yield return number;
        }
    }
}
