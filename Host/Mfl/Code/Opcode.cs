namespace Postern.Mfl.Code;

/// <summary>
/// The operations of the linear code: a typed stack machine with strings and 64-bit numbers. Where a line says
/// <c>a b -- c</c>, the operands are taken from the stack (b on top) and c is left on it.
/// </summary>
internal enum Opcode
{
    /// <summary>What follows belongs to the source line with index Number in the table of places.</summary>
    Locus,

    /// <summary>-- Number</summary>
    PushNumber,

    /// <summary>-- Object, a string</summary>
    PushText,

    /// <summary>-- value of automatic variable Number</summary>
    LoadLocal,

    /// <summary>value --</summary>
    StoreLocal,

    /// <summary>-- value of parameter Number</summary>
    LoadParameter,

    /// <summary>value --</summary>
    StoreParameter,

    /// <summary>-- value of global Number</summary>
    LoadGlobal,

    /// <summary>value --</summary>
    StoreGlobal,

    /// <summary>-- argument Number of the handler, from 1; Object is its <see cref="DataType"/></summary>
    LoadHandlerArgument,

    /// <summary>-- value of the host's variable named Object</summary>
    LoadPredefined,

    /// <summary>-- number of arguments (<c>$#</c>)</summary>
    LoadArgumentCount,

    /// <summary>index -- variable argument, from 1</summary>
    LoadVariadic,

    /// <summary>shift -- array of the variable arguments without the first ones</summary>
    LoadRest,

    /// <summary>array array -- array: joins two arrays of variable arguments of type Object</summary>
    JoinRest,

    /// <summary>-- value of the Sendmail macro named Object; an exception is under way when it is not defined</summary>
    LoadMacro,

    /// <summary>-- group Number of the last match</summary>
    LoadGroup,

    /// <summary>number -- text</summary>
    NumberToText,

    /// <summary>text -- number; an exception is under way when it is none</summary>
    TextToNumber,

    /// <summary>text -- 0 or 1</summary>
    IsNotEmpty,

    /// <summary>text -- its length</summary>
    TextLength,

    /// <summary>text -- its byte at Number, which must be within it</summary>
    TextByte,

    /// <summary>number -- 0 or 1</summary>
    ToBoolean,

    /// <summary>number -- number</summary>
    Negate,

    /// <summary>number -- number</summary>
    Complement,

    /// <summary>number -- 0 or 1</summary>
    Not,

    /// <summary>a b -- number: <see cref="Syntax.BinaryOperator"/> Number on numbers; an exception is under way after a division by 0</summary>
    Arithmetic,

    /// <summary>a b -- 0 or 1: compares numbers with <see cref="Syntax.BinaryOperator"/> Number</summary>
    CompareNumbers,

    /// <summary>a b -- 0 or 1: compares strings with <see cref="Syntax.BinaryOperator"/> Number</summary>
    CompareTexts,

    /// <summary>Number texts -- text; two to four</summary>
    Concatenate,

    /// <summary>-- array of Number elements of the .NET type Object</summary>
    NewArray,

    /// <summary>array -- array array index: the next value goes to element Number</summary>
    BeginElement,

    /// <summary>array index value --; Object is the array's element type</summary>
    EndElement,

    /// <summary>array of texts -- text</summary>
    ConcatenateArray,

    /// <summary>Goes to label Number</summary>
    Jump,

    /// <summary>number -- goes to label Number when it is 0</summary>
    JumpIfZero,

    /// <summary>number -- goes to label Number when it is not 0</summary>
    JumpIfNotZero,

    /// <summary>index -- goes to that one of the labels Object (an array of <see cref="int"/>), counted from 0, if there is one</summary>
    JumpTable,

    /// <summary>Defines label Number</summary>
    Label,

    /// <summary>Ends the program when its time is over; on the back edge of a loop</summary>
    Poll,

    /// <summary>arguments -- result: calls the function Object (<see cref="Binding.BoundSignature"/>)</summary>
    Call,

    /// <summary>-- instance context: what stands below the arguments of the plugin function Object</summary>
    BeginPluginCall,

    /// <summary>value -- value as the C# type Object of the parameter</summary>
    ToParameter,

    /// <summary>arguments -- result: calls the plugin function Object</summary>
    CallPlugin,

    /// <summary>When a reply or an exception is under way: drops the Number stack entries and goes to the label Object (an <see cref="int"/>).</summary>
    CheckUnwind,

    /// <summary>Goes to label Number when a reply (not an exception) is under way</summary>
    JumpIfReplied,

    /// <summary>arguments -- result: calls the operation of the runtime that Object names</summary>
    Operation,

    /// <summary>[value] -- ends the function</summary>
    Return,

    /// <summary>text --</summary>
    Echo,

    /// <summary>code extended text --: begins <see cref="Syntax.ReplyAction"/> Number</summary>
    Reply,

    /// <summary>name value --: <see cref="Syntax.HeaderAction"/> Number</summary>
    ChangeHeader,

    /// <summary>subject -- 0 or 1: matches the compiled expression Number of the program; Object says whether groups are kept</summary>
    Match,

    /// <summary>subject pattern -- 0 or 1; Number holds the <see cref="Regex.PosixRegexOptions"/></summary>
    MatchDynamic,

    /// <summary>subject -- text: applies the compiled transform expression Number of the program</summary>
    Transform,

    /// <summary>subject expression -- text; Number holds the <see cref="Regex.PosixRegexOptions"/></summary>
    TransformDynamic,

    /// <summary>subject pattern -- 0 or 1</summary>
    MatchGlob,

    /// <summary>text --: an exception with Number is under way</summary>
    Throw,

    /// <summary>-- number of the exception under way</summary>
    LoadExceptionNumber,

    /// <summary>-- text of the exception under way</summary>
    LoadExceptionText,

    /// <summary>No exception is under way any more</summary>
    ClearException,

    /// <summary>Exceptions of plugins and of the runtime up to <see cref="EndTry"/> are caught</summary>
    BeginTry,

    /// <summary>Such an exception is under way at label Number; otherwise goes on with the next instruction</summary>
    EndTry,

    /// <summary>From now on function Number handles exceptions that no handler of the session catches</summary>
    InstallCatch,

    /// <summary>value --</summary>
    Pop,
}
