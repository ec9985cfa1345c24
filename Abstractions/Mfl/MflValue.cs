namespace Postern.Abstractions.Mfl;

/// <summary>An MFL value of either type: a 64-bit number or a byte string.</summary>
public readonly struct MflValue : IEquatable<MflValue>
{
    private readonly string? _text;
    private readonly long _number;

    /// <summary>Makes a number.</summary>
    public MflValue(long number) => _number = number;

    /// <summary>Makes a string.</summary>
    /// <param name="text">A byte string: every char is a byte, 0x01 to 0xFF.</param>
    public MflValue(string text) => _text = text;

    /// <summary>Whether this is a string.</summary>
    public bool IsString => _text is not null;

    /// <summary>The number; 0 for a string.</summary>
    public long Number => _number;

    /// <summary>The string; for a number its decimal form.</summary>
    public string Text => _text ?? _number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool Equals(MflValue other) => _number == other._number && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MflValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_text, _number);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Compares type and value.</summary>
    public static bool operator ==(MflValue left, MflValue right) => left.Equals(right);

    /// <summary>Compares type and value.</summary>
    public static bool operator !=(MflValue left, MflValue right) => !left.Equals(right);
}
