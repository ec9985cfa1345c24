using System.Buffers.Binary;
using System.Text;
using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>The client's OPTNEG, and the check of the filter's.</summary>
internal static class NegotiationExchange
{
    private const int FixedLength = 12;

    /// <summary>The stages of a SETSYMLIST block by their number on the wire.</summary>
    private static readonly MilterStage[] MacroStages =
    [
        MilterStage.Connect, MilterStage.Helo, MilterStage.Mail, MilterStage.Rcpt,
        MilterStage.Data, MilterStage.EndOfMessage, MilterStage.EndOfHeaders,
    ];

    public static byte[] Offer(MilterClientOptions options)
    {
        byte[] payload = new byte[FixedLength];
        BinaryPrimitives.WriteInt32BigEndian(payload, options.Version);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(4), (uint)options.Actions);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(8), (uint)options.Steps);
        return payload;
    }

    public static MilterNegotiation Accept(MilterFrame frame, MilterClientOptions offer)
    {
        if (frame.Command != (byte)'O' || frame.Payload.Length < FixedLength)
        {
            throw Broken($"not a milter: the answer to the option negotiation was expected ('O' and 12 bytes or more), "
                + $"'{(char)frame.Command}' and {frame.Payload.Length} bytes came");
        }

        var fields = frame.Payload.Span;
        uint version = BinaryPrimitives.ReadUInt32BigEndian(fields);
        var actions = (MilterActions)BinaryPrimitives.ReadUInt32BigEndian(fields[4..]);
        var steps = (MilterSteps)BinaryPrimitives.ReadUInt32BigEndian(fields[8..]);
        if (version < 2 || version > offer.Version)
            throw Broken($"the filter answers version {version}, offered were 2 to {offer.Version}");
        if ((actions & ~offer.Actions) is var extra and not MilterActions.None)
            throw Broken($"the filter asks for actions that were not offered: {extra}");
        if ((steps & ~offer.Steps) is var foreign and not MilterSteps.None)
            throw Broken($"the filter asks for protocol steps that were not offered: {foreign}");
        return new MilterNegotiation((int)version, actions, steps, ReadMacroLists(fields[FixedLength..]));
    }

    private static Dictionary<MilterStage, IReadOnlyList<string>> ReadMacroLists(ReadOnlySpan<byte> blocks)
    {
        var lists = new Dictionary<MilterStage, IReadOnlyList<string>>();
        while (!blocks.IsEmpty)
        {
            int end = blocks.Length > 4 ? blocks[4..].IndexOf((byte)0) : -1;
            if (end < 0)
                throw Broken("a macro list in the option negotiation is cut off");
            uint stage = BinaryPrimitives.ReadUInt32BigEndian(blocks);
            if (stage >= MacroStages.Length)
                throw Broken($"a macro list in the option negotiation names stage {stage}; 0 to {MacroStages.Length - 1} exist");
            string names = Encoding.Latin1.GetString(blocks.Slice(4, end));
            lists[MacroStages[stage]] =
                [.. names.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(n => new MilterMacro(n, "").BareName)];
            blocks = blocks[(4 + end + 1)..];
        }

        return lists;
    }

    private static MilterClientException Broken(string text) => new(MilterClientFailure.Protocol, text);
}
