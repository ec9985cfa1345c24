namespace Postern.Mfl.Syntax;

/// <summary>Kinds of tokens; how diagnostics call them stands in <see cref="TokenNames"/>.</summary>
internal enum TokenKind
{
    End,
    Undefined,
    Identifier,
    Number,
    Text,
    ComposedText,
    Macro,
    BackReference,
    Argument,
    ArgumentCount,
    RestArguments,
    ArgumentIndex,
    DataType,
    TypeCast,

    Accept, Add, Alias, And, Break, Bye, Case, Catch, Const, Continue, Dclex, Default, Delete, Discard, Do, Done, Echo, Elif, Else, Fi,
    FnMatches, For, From, Func, If, Import, Loop, Matches, Module, MxFnMatches, MxMatches, Next, Not, On, Or, Pass, Precious, Prog,
    Public, Reject, Replace, Require, Return, Returns, Sed, Set, Static, Switch, Tempfail, Throw, Try, Vaptr, Void, When, While,

    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, BitAnd, BitOr, BitXor, Tilde, ShiftLeft, ShiftRight, Ellipsis,
    Dot, Plus, Minus, Star, Slash, Percent, Comma, LeftParen, RightParen, Semicolon, Colon, At,
}
