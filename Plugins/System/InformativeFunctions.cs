using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.System;

/// <summary>Names of milter states and actions (manual of version 9, node "Informative Functions"). The numbers are those of the module <c>milter</c>.</summary>
[PluginExport(typeof(IMflModule), "informative")]
public sealed class InformativeFunctions : IMflModule
{
    private static readonly string[] States =
        ["none", "startup", "shutdown", "begin", "end", "connect", "helo", "envfrom", "envrcpt", "data", "header", "eoh", "body", "eom", "action"];

    private static readonly string[] Actions = ["accept", "continue", "discard", "reject", "tempfail"];

    /// <summary>What a state is called.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: there is no such state.</exception>
    [MflFunction("milter_state_name", NonBlocking = true, Pure = true, Raises = "e_inval")]
    public static string StateName(long code) => Name("milter_state_name", "state", States, code);

    /// <summary>The number of a state.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: there is no such state.</exception>
    [MflFunction("milter_state_code", NonBlocking = true, Pure = true, Raises = "e_inval")]
    public static long StateCode(string name) => Code("milter_state_code", "state", States, name);

    /// <summary>What an action is called.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: there is no such action.</exception>
    [MflFunction("milter_action_name", NonBlocking = true, Pure = true, Raises = "e_inval")]
    public static string ActionName(long code) => Name("milter_action_name", "action", Actions, code);

    /// <summary>The number of an action.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: there is no such action.</exception>
    [MflFunction("milter_action_code", NonBlocking = true, Pure = true, Raises = "e_inval")]
    public static long ActionCode(string name) => Code("milter_action_code", "action", Actions, name);

    private static string Name(string function, string what, string[] names, long code) => code >= 0 && code < names.Length
        ? names[code]
        : throw new MflException(MflExceptionCode.Invalid, $"{function}: {code} is no milter {what}");

    private static long Code(string function, string what, string[] names, string name) => Array.IndexOf(names, name) is >= 0 and var code
        ? code
        : throw new MflException(MflExceptionCode.Invalid, $"{function}: {name} is no milter {what}");
}
