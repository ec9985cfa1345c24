using System.Buffers;
using System.Globalization;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;
using Postern.Milter.Wire;

namespace Postern.Milter.Session;

/// <summary>
/// Writes a message's changes at its end, in the order in which the filter asked for them, but the new body last and in one
/// run: Postfix refuses other changes after the first chunk of a body has come, and so a connection that breaks leaves the safe changes made.
/// </summary>
internal sealed class ModificationWriter(FrameWriter output, SessionFaults faults)
{
    /// <summary>Lines of a field should be no longer (RFC 5322 section 2.1.1).</summary>
    private const int LongLineBytes = 998;

    public void Write(ModificationQueue queue, NegotiationPlan plan)
    {
        bool hasBody = false;
        foreach (var change in queue.Items)
        {
            if ((change.Needs & ~plan.Actions) != MilterActions.None)
                faults.Author(MilterStage.EndOfMessage, $"{Name(change)} needs {change.Needs}, which was not negotiated; left out");
            else if (change is MessageModification.ReplaceBody or MessageModification.ReplaceBodyContent)
                hasBody = true;
            else
                WriteChange(change, plan.Steps.HasFlag(MilterSteps.LeadingSpace));
        }

        if (hasBody && plan.Actions.HasFlag(MilterActions.ChangeBody))
            WriteBodies(queue, plan.ChunkBytes);
    }

    private void WriteChange(MessageModification change, bool hasLeadingSpace)
    {
        switch (change)
        {
            case MessageModification.AddHeader add:
                WriteHeader(ReplyCode.AddHeader, 0, add.Name, add.Value, hasLeadingSpace);
                break;
            case MessageModification.InsertHeader insert:
                WriteHeader(ReplyCode.InsertHeader, insert.Index, insert.Name, insert.Value, hasLeadingSpace);
                break;
            case MessageModification.ChangeHeader changed:
                WriteHeader(ReplyCode.ChangeHeader, changed.Index, changed.Name, changed.Value, hasLeadingSpace);
                break;
            case MessageModification.AddRecipient { Arguments.Length: 0 } add:
                WriteAddress(ReplyCode.AddRecipient, add.Address, "");
                break;
            case MessageModification.AddRecipient add:
                WriteAddress(ReplyCode.AddRecipientWithArguments, add.Address, add.Arguments);
                break;
            case MessageModification.DeleteRecipient delete:
                WriteAddress(ReplyCode.DeleteRecipient, delete.Address, "");
                break;
            case MessageModification.ChangeSender sender:
                WriteAddress(ReplyCode.ChangeSender, sender.Address, sender.Arguments);
                break;
            case MessageModification.Quarantine quarantine:
                new TextReply(ReplyCode.Quarantine, OutgoingText.Line(quarantine.Reason)).Write(output);
                break;
        }
    }

    private void WriteHeader(ReplyCode code, int index, string name, string value, bool hasLeadingSpace)
    {
        if (!OutgoingText.IsFieldName(name))
        {
            faults.Author(MilterStage.EndOfMessage, $"\"{OutgoingText.Line(name)}\" cannot name a header field; left out");
            return;
        }

        if (index < 0)
        {
            faults.Author(MilterStage.EndOfMessage, string.Create(
                CultureInfo.InvariantCulture, $"{index} is not the index of a header field {name}; left out"));
            return;
        }

        string safe = OutgoingText.HeaderValue(value);
        if (name.Length + value.Length > LongLineBytes && OutgoingText.LongestLine(name, safe) is var longest and > LongLineBytes)
        {
            faults.Unusual(MilterStage.EndOfMessage, string.Create(
                CultureInfo.InvariantCulture, $"a line of the header field {name} has {longest} bytes; above {LongLineBytes} servers may break or refuse it"));
        }

        // The MTA writes nothing between colon and value then; a fold or a tab that the value begins with stands in the blank's place.
        if (hasLeadingSpace && safe is not ("" or ['\t' or '\n', ..]))
            safe = " " + safe;
        new HeaderReply(code, (uint)index, name, safe).Write(output);
    }

    private void WriteAddress(ReplyCode code, string address, string arguments)
    {
        if (address.Length == 0)
        {
            faults.Author(MilterStage.EndOfMessage, $"{code}: the address is empty; left out (the null sender is \"<>\")");
            return;
        }

        new AddressReply(code, OutgoingText.Line(address), OutgoingText.Line(arguments)).Write(output);
    }

    private void WriteBodies(ModificationQueue queue, int chunkBytes)
    {
        foreach (var change in queue.Items)
        {
            if (change is MessageModification.ReplaceBody replace)
                WriteBody(replace.Body, chunkBytes);
            else if (change is MessageModification.ReplaceBodyContent content)
                WriteBody(content.Content, chunkBytes);
        }
    }

    private void WriteBody(ReadOnlyMemory<byte> body, int chunkBytes)
    {
        do
        {
            var chunk = body[..Math.Min(body.Length, chunkBytes)];
            new BodyReply(chunk).Write(output);
            body = body[chunk.Length..];
        }
        while (!body.IsEmpty);
    }

    private void WriteBody(IMessageContent content, int chunkBytes)
    {
        using Stream body = content.Open();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(chunkBytes);
        try
        {
            int count;
            bool isFirst = true;
            do
            {
                count = body.ReadAtLeast(buffer.AsSpan(0, chunkBytes), chunkBytes, throwOnEndOfStream: false);
                if (count > 0 || isFirst)
                    new BodyReply(buffer.AsMemory(0, count)).Write(output);
                isFirst = false;
            }
            while (count == chunkBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Name(MessageModification change) => change.GetType().Name;
}
