namespace Postern.Abstractions.Mfl;

/// <summary>The numbers of MFL's built-in exceptions (module <c>status</c>; manual, node "Built-in Exceptions").</summary>
public enum MflExceptionCode
{
    /// <summary><c>e_success</c></summary>
    Success = 0,

    /// <summary><c>e_not_found</c></summary>
    NotFound = 1,

    /// <summary><c>e_failure</c></summary>
    Failure = 2,

    /// <summary><c>e_temp_failure</c></summary>
    TempFailure = 3,

    /// <summary><c>e_ston_conv</c>: a string is not a number</summary>
    StringToNumber = 4,

    /// <summary><c>e_divzero</c></summary>
    DivisionByZero = 5,

    /// <summary><c>e_regcomp</c></summary>
    RegexCompile = 6,

    /// <summary><c>e_invip</c></summary>
    InvalidIp = 7,

    /// <summary><c>e_invcidr</c></summary>
    InvalidCidr = 8,

    /// <summary><c>e_invtime</c></summary>
    InvalidTime = 9,

    /// <summary><c>e_dbfailure</c></summary>
    DatabaseFailure = 10,

    /// <summary><c>e_range</c></summary>
    Range = 11,

    /// <summary><c>e_url</c></summary>
    Url = 12,

    /// <summary><c>e_noresolve</c></summary>
    NoResolve = 13,

    /// <summary><c>e_io</c></summary>
    InputOutput = 14,

    /// <summary><c>e_macroundef</c></summary>
    MacroUndefined = 15,

    /// <summary><c>e_eof</c></summary>
    EndOfFile = 16,

    /// <summary><c>e_exists</c></summary>
    Exists = 17,

    /// <summary><c>e_format</c></summary>
    Format = 18,

    /// <summary><c>e_badmmq</c></summary>
    BadModificationQueue = 19,

    /// <summary><c>e_ilseq</c></summary>
    IllegalSequence = 20,

    /// <summary><c>e_inval</c></summary>
    Invalid = 21,

    /// <summary><c>e_too_many</c></summary>
    TooMany = 22,
}
