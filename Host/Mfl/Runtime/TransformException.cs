namespace Postern.Mfl.Runtime;

/// <summary>A transform expression is wrong; the message has the reference's words.</summary>
internal sealed class TransformException(string reason, string text, int position)
    : Exception($"{reason}, in \"{text}\" pos. {MflConversion.ToText(position)}");
