using System.Text;

namespace Postern.Mfl.Syntax;

/// <content>Strings: adjacent ones are joined, expansions become parts (manual nodes "Literals", "Concatenation").</content>
internal sealed partial class MflParser
{
    /// <summary>Whether the current word is a constant whose value is a string: it joins like a literal.</summary>
    private bool IsTextName() => Kind == TokenKind.Identifier && Classify(_current.Text) switch
    {
        NameKind.Constant => _names.Constants[_current.Text].Type == MflType.String,
        NameKind.BuiltInConstant => BuiltInConstantType(_current.Text) == MflType.String,
        _ => false,
    };

    private Expression ParseTexts()
    {
        var start = _current.Place;
        var parts = new List<Expression>();
        var literal = new StringBuilder();
        var literalPlace = start;
        while (!_panic && (Kind is TokenKind.Text or TokenKind.ComposedText || IsTextName()))
        {
            foreach (var part in TakeTextParts())
            {
                if (part is Expression.Text text)
                {
                    if (literal.Length == 0)
                        literalPlace = text.Place;
                    literal.Append(text.Value);
                    continue;
                }

                Flush();
                parts.Add(part);
            }
        }

        var place = Since(start);
        if (parts.Count == 0)
            return new Expression.Text(literal.ToString(), place);
        Flush();
        _depth = 2;
        return parts is [Expression.Constant { Symbol.Type: MflType.String } only] ? only : new Expression.Interpolated(parts, place);

        void Flush()
        {
            if (literal.Length > 0)
                parts.Add(new Expression.Text(literal.ToString(), literalPlace));
            literal.Clear();
        }
    }

    private Expression[] TakeTextParts()
    {
        var token = Advance();
        return token.Kind switch
        {
            TokenKind.Text => [new Expression.Text(token.Text, token.Place)],
            TokenKind.ComposedText => token.Pieces!.Select(MakePart).ToArray(),
            _ => [_names.Constants.TryGetValue(token.Text, out var constant)
                ? new Expression.Constant(constant, token.Place)
                : BuiltInConstant(token.Text, token.Place)],
        };
    }

    private Expression MakePart(StringPiece piece) => piece.Kind switch
    {
        StringPieceKind.Literal => new Expression.Text(piece.Text, piece.Place),
        StringPieceKind.Variable => ExpandVariable(piece),
        StringPieceKind.Macro => new Expression.Macro(piece.Text, piece.Place),
        StringPieceKind.BackReference => new Expression.BackReference(piece.Number, piece.Place),
        StringPieceKind.Argument => MakeArgument(piece.Number, piece.Place),
        _ => new Expression.ArgumentCount(piece.Place),
    };

    private Expression ExpandVariable(StringPiece piece)
    {
        if (IsBuiltInConstant(piece.Text))
            return BuiltInConstant(piece.Text, piece.Place) switch
            {
                Expression.Number number => new Expression.Text(
                    number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), piece.Place),
                var text => text,
            };
        if (_names.Constants.TryGetValue(piece.Text, out var constant))
            return new Expression.Constant(constant, piece.Place);
        if (FindVariable(piece.Text) is { } variable)
            return new Expression.Variable(variable, piece.Place);
        var suggestion = Suggest(piece.Text);
        Report(
            piece.Place,
            $"variable {piece.Text} is not defined" + (suggestion == null ? "" : $"; did you mean `{suggestion}'?"));
        return new Expression.Text("", piece.Place);
    }
}
