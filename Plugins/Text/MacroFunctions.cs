using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>Access to Sendmail macros by computed names (manual, node "Sendmail Macro Access Functions").</summary>
[PluginExport(typeof(IMflModule), "macros")]
public sealed class MacroFunctions : IMflModule
{
    /// <summary>The value of a macro, whose name may stand in braces.</summary>
    /// <exception cref="MflException"><c>e_macroundef</c>: the MTA has not sent it.</exception>
    [MflFunction("getmacro", NonBlocking = true, Raises = "e_macroundef")]
    public static string Get(MflContext context, string name) => context.TryGetMacro(name, out var value)
        ? value
        : throw new MflException(MflExceptionCode.MacroUndefined, $"getmacro: macro not defined: {name}");

    /// <summary>Whether the MTA has sent a macro.</summary>
    [MflFunction("macro_defined", NonBlocking = true)]
    public static bool IsDefined(MflContext context, string name) => context.TryGetMacro(name, out _);
}
