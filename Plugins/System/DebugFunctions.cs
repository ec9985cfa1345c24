using Microsoft.Extensions.Logging;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.System;

/// <summary>
/// Debugging levels (manual, node "Debugging Functions"). They belong to the host, so that what one session sets another reads; programs consult them by
/// <c>debug_spec</c>.
/// </summary>
[PluginExport(typeof(IMflModule), "debug")]
public sealed partial class DebugFunctions : IMflModule
{
    private readonly DebugCategories _categories = new();

    /// <summary>Sets levels; what is wrong with the text is logged.</summary>
    /// <param name="context">The session.</param>
    /// <param name="specification">Items <c>[!]CATEGORY[.LEVELS]</c>, separated by semicolons.</param>
    [MflFunction("debug", NonBlocking = true)]
    public void Set(MflContext context, string specification)
    {
        foreach (var error in _categories.Apply(specification))
            Wrong(context.Logger, error);
    }

    /// <summary>The same as <see cref="Set"/>: this host has one set of categories.</summary>
    /// <param name="context">The session.</param>
    /// <param name="specification">Items <c>[!]CATEGORY[.LEVELS]</c>, separated by semicolons.</param>
    [MflFunction("mailutils_set_debug_level", NonBlocking = true)]
    public void SetMailutils(MflContext context, string specification) => Set(context, specification);

    /// <summary>The levels in force, in the form that <see cref="Set"/> takes.</summary>
    /// <param name="categories">Which ones, separated by semicolons; all by default.</param>
    /// <param name="all">Name categories without levels too, with <c>!</c>.</param>
    [MflFunction("debug_spec", NonBlocking = true)]
    public string Get(string categories = "", bool all = false) => _categories.Describe(categories, all);

    [LoggerMessage(5111, LogLevel.Error, "{Text}")]
    private static partial void Wrong(ILogger logger, string text);
}
