using System.Text;

namespace Postern.Plugins.Message.EncodedWords;

/// <summary>Keeps bytes that are no character: each becomes a private character, from which the byte can be told again.</summary>
internal sealed class InvalidByteFallback : DecoderFallback
{
    // The last plane of private use (Unicode 23.5): mail has no character there that anybody could show.
    private const int First = 0x10FF00;

    /// <inheritdoc/>
    public override int MaxCharCount => 2 * 8;

    /// <summary>The byte that a character stands for; <see langword="null"/> for every other character.</summary>
    public static byte? ByteOf(Rune rune) => rune.Value is >= First and <= First + 0xFF ? (byte)(rune.Value - First) : null;

    /// <inheritdoc/>
    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _at;

        /// <inheritdoc/>
        public override int Remaining => _text.Length - _at;

        /// <inheritdoc/>
        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _text = string.Concat(bytesUnknown.Select(static value => char.ConvertFromUtf32(First + value)));
            _at = 0;
            return _text.Length > 0;
        }

        /// <inheritdoc/>
        public override char GetNextChar() => _at < _text.Length ? _text[_at++] : '\0';

        /// <inheritdoc/>
        public override bool MovePrevious()
        {
            if (_at == 0)
                return false;
            _at--;
            return true;
        }

        /// <inheritdoc/>
        public override void Reset() => (_text, _at) = ("", 0);
    }
}
