using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>The token cursor, errors, and how parsing goes on after them.
/// <para>After an error the parser is in panic: nothing is taken, nothing more is reported, every method returns at once with what it has,
/// until a list of statements or declarations finds a token from which it can go on.</para></content>
internal sealed partial class MflParser
{
    /// <summary>Nesting of statements and expressions in one another. Far above what people write, far below what a stack holds.</summary>
    private const int MaxNesting = 400;

    private const string StatementStart = ", expecting const or precious or static or public";

    private Token _current;
    private SourcePlace _previous;
    private bool _panic;
    private long _taken;
    private int _nesting;

    /// <summary>Blocks around the current statement that wait for <c>done</c>, and for <c>fi</c>.</summary>
    private int _openDone;
    private int _openFi;

    private TokenKind Kind => _current.Kind;

    private Token Advance()
    {
        var token = _current;
        _previous = token.Place;
        _taken++;
        _current = _lexer.Next();
        if (_options.Trace is { } trace)
        {
            trace.Take(token);
            trace.Read(_current);
        }

        return token;
    }

    /// <summary>Takes a token of this kind if it is there.</summary>
    private bool TryTake(TokenKind kind)
    {
        if (_panic || Kind != kind)
            return false;
        Advance();
        return true;
    }

    private Token Expect(TokenKind kind) => Expect(kind, ", expecting " + TokenNames.Of(kind));

    private Token Expect(TokenKind kind, string expectation)
    {
        if (!_panic && Kind == kind)
            return Advance();
        Unexpected(expectation);
        return _current;
    }

    /// <summary>Reports that the current token cannot stand here.</summary>
    private void Unexpected(string expectation) => Fail(_current.Place, $"syntax error, unexpected {Describe(_current)}{expectation}");

    /// <summary>Reports an error after which the construct under way cannot be understood.</summary>
    private void Fail(SourcePlace place, string text)
    {
        if (!_panic)
        {
            _options.Trace?.Fail(place, text);
            Report(place, text);
        }

        _panic = true;
    }

    /// <summary>Reports an error that does not hinder parsing.</summary>
    private void Report(SourcePlace place, string text)
    {
        _diagnostics.Error(place, text);
        if (_diagnostics.IsFull)
            Abandon();
    }

    /// <summary>Gives the rest of the source up: from here every token is the end.</summary>
    private void Abandon()
    {
        _lexer.Stop();
        _current = _lexer.Next();
        _panic = true;
    }

    /// <summary>Counts a level of nesting; every call is answered by <see cref="Leave"/>.</summary>
    private bool Enter()
    {
        if (++_nesting <= MaxNesting)
            return !_panic;
        if (Kind != TokenKind.End)
        {
            Fail(_current.Place, $"nested too deeply: at most {MaxNesting} levels; move parts into functions of their own");
            Abandon();
        }

        return false;
    }

    private void Leave() => _nesting--;

    /// <summary>The place from a token's start to the last token taken.</summary>
    private SourcePlace Since(SourcePlace start) =>
        _previous.File != start.File || (_previous.EndLine, _previous.EndColumn).CompareTo((start.Line, start.Column)) < 0
            ? start
            : new SourcePlace(start.File, start.Line, start.Column, _previous.EndLine, _previous.EndColumn);

    /// <summary>The token's name in a diagnostic; a word is called what it is known as.</summary>
    private string Describe(Token token) => token.Kind != TokenKind.Identifier
        ? TokenNames.Of(token.Kind)
        : Classify(token.Text) switch
        {
            NameKind.BuiltInConstant => BuiltInConstantType(token.Text) == MflType.Number ? "number" : "string",
            NameKind.Constant => _names.Constants[token.Text].Type == MflType.Number ? "number" : "string",
            NameKind.Function => "function",
            NameKind.BuiltInFunction => "builtin function",
            NameKind.Variable => "variable",
            _ => "identifier",
        };

    /// <summary>After an error inside a list of statements: skips to a token from which the list can go on. Stays in panic when that token
    /// belongs to a block further out.</summary>
    private void SynchronizeStatement(ReadOnlySpan<TokenKind> terminators)
    {
        while (Kind != TokenKind.End)
        {
            if (terminators.Contains(Kind) || IsPlainStatementStart())
            {
                _panic = false;
                return;
            }

            if (EndsOuterBlock())
                return;
            Advance();
        }
    }

    /// <summary>After an error at the top level: skips to the next declaration.</summary>
    private void SynchronizeDeclaration()
    {
        // set, const and variables may also stand in the body that was not understood; at the start of a line they are taken for declarations
        while (Kind != TokenKind.End && !StartsDefinition()
            && !(_current.Place.Column == 1 && Kind is TokenKind.Set or TokenKind.Const or TokenKind.DataType))
        {
            Advance();
        }

        _panic = false;
    }

    /// <summary>Whether the token belongs to something around the list of statements under way.</summary>
    private bool EndsOuterBlock() => Kind is TokenKind.Func or TokenKind.Prog
        || (Kind == TokenKind.Done && _openDone > 0) || (Kind == TokenKind.Fi && _openFi > 0);

    /// <summary>After an error in the head of a block: skips to its <c>do</c>, if one comes before anything else that has a meaning.</summary>
    private void SkipToDo()
    {
        while (Kind is not TokenKind.End and not TokenKind.Do && !IsPlainStatementStart() && !StartsDefinition() && !EndsOuterBlock())
            Advance();
        if (Kind == TokenKind.Do)
            _panic = false;
    }

    /// <summary>A token from which statements can be read again. A call counts only at the start of its line: elsewhere it is more likely
    /// a part of the expression that was not understood. A type may also be a parameter's.</summary>
    private bool IsPlainStatementStart() => Kind == TokenKind.Identifier
        ? _previous.EndLine < _current.Place.Line && IsStatementStart()
        : Kind != TokenKind.Sed && IsStatementStart();

    private bool StartsDefinition() => Kind is TokenKind.Func or TokenKind.Prog or TokenKind.Require or TokenKind.Module or TokenKind.Dclex
        or TokenKind.Static or TokenKind.Public or TokenKind.Precious or TokenKind.Bye;
}
