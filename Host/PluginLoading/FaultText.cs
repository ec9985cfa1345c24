using System.Composition.Hosting;
using System.Diagnostics;
using System.Reflection;

namespace Postern.PluginLoading;

/// <summary>Says in one line what a plugin's exception means.</summary>
internal static class FaultText
{
    /// <summary>Characters; the rest of a longer text does not help whoever reads the log.</summary>
    private const int MaxLength = 500;

    /// <param name="fault">What was thrown.</param>
    /// <param name="plugin">The plugin's assembly, whose constructors are told from those they call.</param>
    public static string Describe(Exception fault, Assembly? plugin = null) => OneLine(fault switch
    {
        PluginException => fault.Message,
        TargetInvocationException { InnerException: { } inner } => Describe(inner, plugin),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Describe(first, plugin),
        TypeInitializationException { InnerException: { } inner } initializer =>
            $"the type initializer of {initializer.TypeName} threw {inner.GetType().Name}: {inner.Message}",
        CompositionFailedException => fault.Message,
        BadImageFormatException { FileName: { Length: > 0 } file } => $"{file} is damaged or not a .NET assembly",
        BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or MissingMemberException => fault.Message,
        _ when Constructed(fault, plugin) is { } type => $"the constructor of {type.FullName} threw {fault.GetType().Name}: {fault.Message}",
        _ => $"{fault.GetType().Name}: {fault.Message}",
    });

    /// <summary>Line ends and other control characters become spaces.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split(text.Where(char.IsControl).Distinct().Append(' ').ToArray(), StringSplitOptions.RemoveEmptyEntries));
        return line.Length > MaxLength ? line[..MaxLength] + "..." : line;
    }

    private static Type? Constructed(Exception fault, Assembly? plugin) => plugin is null
        ? null
        : new StackTrace(fault).GetFrames().Select(frame => frame.GetMethod()).OfType<ConstructorInfo>()
            .Select(constructor => constructor.DeclaringType).LastOrDefault(type => type?.Assembly == plugin);
}
