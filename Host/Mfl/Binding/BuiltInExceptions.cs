namespace Postern.Mfl.Binding;

/// <summary>The exceptions whose numbers are fixed (manual, node "Built-in Exceptions"); <c>dclex</c> in module <c>status</c> names them.</summary>
internal static class BuiltInExceptions
{
    private static readonly string[] Names =
    [
        "e_success", "e_not_found", "e_failure", "e_temp_failure", "e_ston_conv", "e_divzero", "e_regcomp", "e_invip", "e_invcidr",
        "e_invtime", "e_dbfailure", "e_range", "e_url", "e_noresolve", "e_io", "e_macroundef", "e_eof", "e_exists", "e_format",
        "e_badmmq", "e_ilseq", "e_inval", "e_too_many",
    ];

    public static IReadOnlyList<string> All => Names;

    /// <summary>The first number that is free for a program's own exceptions.</summary>
    public static long Count => Names.Length;

    public static long? NumberOf(string name) => Array.IndexOf(Names, name) is >= 0 and int index ? index : null;
}
