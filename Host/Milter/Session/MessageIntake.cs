using System.Globalization;
using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;
using Postern.Milter.Server;
using Postern.Milter.Storage;

namespace Postern.Milter.Session;

/// <summary>Counts what a message brings against the limits, and keeps what the filter wants kept.</summary>
internal sealed class MessageIntake(MilterLimits limits, MessageStore store)
{
    private int _recipients;
    private int _fields;
    private long _headerBytes;
    private long _bodyBytes;

    public NegotiationPlan? Plan { get; set; }

    public void Clear()
    {
        _recipients = 0;
        _fields = 0;
        _headerBytes = 0;
        _bodyBytes = 0;
    }

    public string? CountRecipient() => ++_recipients > limits.Recipients
        ? string.Create(CultureInfo.InvariantCulture, $"more than {limits.Recipients} recipients")
        : null;

    public string? TakeHeader(in HeaderEvent field)
    {
        _headerBytes += field.Name.Length + field.Value.Length;
        if (++_fields > limits.HeaderFields)
            return string.Create(CultureInfo.InvariantCulture, $"more than {limits.HeaderFields} header fields");
        if (_headerBytes > limits.HeaderBytes)
            return string.Create(CultureInfo.InvariantCulture, $"a header of more than {limits.HeaderBytes} bytes");
        if (Plan!.KeepsHeader)
            store.AddHeader(field.Name.Span, field.Value.Span, Plan.Steps.HasFlag(MilterSteps.LeadingSpace));
        return null;
    }

    public string? TakeBody(ReadOnlyMemory<byte> chunk)
    {
        _bodyBytes += chunk.Length;
        if (_bodyBytes > limits.MessageBytes)
            return string.Create(CultureInfo.InvariantCulture, $"a body of more than {limits.MessageBytes} bytes");
        if (Plan!.KeepsBody)
            store.AddBody(chunk.Span);
        return null;
    }
}
