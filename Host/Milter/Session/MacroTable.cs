using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session;

/// <summary>
/// The macros of a session by stage, as the bytes of the wire; nothing is decoded before someone asks. A later stage hides an earlier one.
/// </summary>
internal sealed class MacroTable
{
    private const int KeptBytes = 4096;

    private readonly byte[][] _bytes = new byte[(int)MilterStage.Close][];
    private readonly int[] _lengths = new int[(int)MilterStage.Close];

    /// <summary>The stage that a command's macros belong to; <see cref="MilterStage.None"/> for no command of the protocol.</summary>
    public static MilterStage StageOf(CommandCode command) => command switch
    {
        CommandCode.Connect => MilterStage.Connect,
        CommandCode.Helo => MilterStage.Helo,
        CommandCode.Mail => MilterStage.Mail,
        CommandCode.Rcpt => MilterStage.Rcpt,
        CommandCode.Data => MilterStage.Data,
        CommandCode.Header => MilterStage.Header,
        CommandCode.EndOfHeaders => MilterStage.EndOfHeaders,
        CommandCode.Body => MilterStage.Body,
        CommandCode.EndOfMessage => MilterStage.EndOfMessage,
        CommandCode.Unknown => MilterStage.Unknown,
        CommandCode.Abort => MilterStage.Abort,
        _ => MilterStage.None,
    };

    /// <summary>Replaces the macros of a stage.</summary>
    public void Set(MilterStage stage, ReadOnlySpan<byte> pairs)
    {
        ref byte[] slot = ref _bytes[(int)stage];
        if (slot is null || slot.Length < pairs.Length || (slot.Length > KeptBytes && pairs.Length <= KeptBytes))
            slot = new byte[Math.Max(pairs.Length, 256)];
        pairs.CopyTo(slot);
        _lengths[(int)stage] = pairs.Length;
    }

    /// <summary>Forgets the macros of a stage and of all later ones.</summary>
    public void ClearFrom(MilterStage stage) => _lengths.AsSpan((int)stage).Clear();

    public bool TryGet(string name, out string value)
    {
        for (int stage = _lengths.Length - 1; stage > 0; stage--)
        {
            if (_lengths[stage] > 0 && TryFind(_bytes[stage].AsSpan(0, _lengths[stage]), name, out var found))
            {
                value = Encoding.Latin1.GetString(found);
                return true;
            }
        }

        value = "";
        return false;
    }

    private static bool TryFind(ReadOnlySpan<byte> pairs, string name, out ReadOnlySpan<byte> value)
    {
        while (!pairs.IsEmpty)
        {
            var key = TakeText(ref pairs);
            value = TakeText(ref pairs);
            if (IsName(key, name))
                return true;
        }

        value = default;
        return false;
    }

    private static ReadOnlySpan<byte> TakeText(scoped ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)0);
        var text = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return text;
    }

    // Names come bare or in braces, single letters too.
    private static bool IsName(ReadOnlySpan<byte> key, string name)
    {
        if (key.Length == name.Length + 2 && key[0] == '{' && key[^1] == '}')
            key = key[1..^1];
        if (key.Length != name.Length)
            return false;
        for (int i = 0; i < key.Length; i++)
        {
            if (key[i] != name[i])
                return false;
        }

        return true;
    }
}
