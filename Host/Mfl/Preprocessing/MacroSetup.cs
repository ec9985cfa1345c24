using System.Text;

namespace Postern.Mfl.Preprocessing;

/// <summary>The definitions that the external preprocessor reads before a source (the setup file of manual node "Preprocessor"): m4's own
/// macros get the prefix <c>m4_</c>, comments are C's, and the macros of node "m4 macros" are there.</summary>
internal static class MacroSetup
{
    private const string Renamed =
        "builtin changecom changequote debugfile debugmode decr divert divnum dnl dumpdef errprint esyscmd eval format ifelse "
        + "include incr index indir len maketemp mkstemp patsubst popdef pushdef regexp shift sinclude substr symbols syscmd sysval "
        + "traceoff traceon translit undivert __file__ __line__ __program__ __gnu__ __unix__";

    // Arguments stand outside of the conditions: within the quotes of these, a quote in an argument would end them
    private const string Macros = """
        m4_define(`defined', `m4_ifelse($#, 1, ``$'#>@$1', ``$0'')')
        m4_define(`printf', `m4_ifelse($#, 0, ``$0'', ``echo sprintf('')$*`'m4_ifelse($#, 0, `', ``)'')')
        m4_define(`_', `m4_ifelse($#, 0, ``$0'', ``gettext('')$1`'m4_ifelse($#, 0, `', ``)'')')
        m4_define(`N_', `m4_ifelse($#, 0, ``$0'')$1')
        m4_define(`m4_iterations', 0)
        m4_define(`string_list_iterate', `m4_define(`m4_iterations', m4_incr(m4_iterations))m4_iterate(m4_iterations, $@)')
        m4_define(`m4_iterate', `if $2 != "" loop for set __list_$1 $2 . $3 set __end_$1 index(__list_$1, $3), while __end_$1 != -1, set __list_$1 substr(__list_$1, __end_$1 + length($3)) set __end_$1 index(__list_$1, $3) do set $4 substr(__list_$1, 0, __end_$1) $5 done fi')

        """;

    /// <summary>The definitions; they produce no output and end with a newline.</summary>
    public static string Text { get; } = MakeText();

    /// <summary>Number of lines of <see cref="Text"/>.</summary>
    public static int LineCount { get; } = Text.Count('\n');

    private static string MakeText()
    {
        var text = new StringBuilder("divert(-1)\nchangecom(`/*', `*/')\n");
        text.Append("define(`m4_define', defn(`define'))\nm4_define(`m4_defn', defn(`defn'))\nm4_define(`m4_undefine', defn(`undefine'))\n");
        text.Append("m4_undefine(`define')m4_undefine(`defn')m4_undefine(`undefine')\n");
        foreach (var name in Renamed.Split(' '))
            text.Append($"ifdef(`{name}', `m4_define(`m4_{name}', m4_defn(`{name}'))m4_undefine(`{name}')')\n");
        text.Append("m4_define(`m4_ifdef', m4_defn(`ifdef'))m4_undefine(`ifdef')\n");
        text.Append("m4_define(`m4_exit', m4_defn(`m4exit'))m4_undefine(`m4exit')\n");
        text.Append("m4_define(`m4_wrap', m4_defn(`m4wrap'))m4_undefine(`m4wrap')\n");
        return text.Append(Macros).Append("m4_divert(0)m4_dnl\n").ToString();
    }
}
