using Postern.Mfl;

namespace Postern.Daemon.Plugins;

/// <summary>Prints functions, a line each: signature, plugin, exceptions, parted by tabs so that scripts can read it, too.</summary>
internal static class FunctionTable
{
    public static void Write(TextWriter output, FunctionCatalog functions)
    {
        foreach (CatalogFunction function in functions.Functions.OrderBy(static function => function.Name, StringComparer.Ordinal))
        {
            string signature = function.Signature.ToString();
            int arguments = signature.IndexOf(' ', StringComparison.Ordinal);
            output.WriteLine($"{signature[..arguments]} {function.Name}{signature[arguments..]}\t{function.Origin}\t{function.Description.Raises}");
        }
    }
}
