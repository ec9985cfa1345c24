using Postern.Daemon.CommandLine;
using Postern.Daemon.Commands;
using Postern.Daemon.Plugins;

namespace Postern.Daemon.LanguageServer;

/// <summary><c>postern lsp</c>: helps editors with MFL over standard input and output.</summary>
internal static class LanguageServerCommand
{
    private const string Help = """
        Usage: postern lsp [-I DIR] [-P DIR] [--plugin-directory=DIR] [--stdio]
        Serves an editor in the Language Server Protocol over standard input and output: diagnostics, hover, completion, signatures,
        definitions and symbols of MFL. Messages for people go to standard error.

          -I, --include=DIR            look for included files in DIR; may be repeated
          -P, --module-path=DIR        look for modules in DIR; may be repeated
              --plugin-directory=DIR   look for plugins in DIR too, before the default directory; may be repeated
              --stdio                  accepted for editors that say so; there is no other way

        """;

    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static async Task<int> RunAsync(HostContext context, string[] args, CancellationToken cancellationToken)
    {
        if (args is ["--help" or "-?", ..])
        {
            await Console.Out.WriteAsync(Help);
            return ExitCode.Success;
        }

        LanguageServerOptions options = LanguageServerOptions.Parse(args);
        string[] directories = [.. options.PluginDirectories, .. context.Layout.PluginDirectories];
        PluginCatalog catalog = await PluginCatalog.LoadAsync(directories, cancellationToken);
        var workspace = new Workspace(
            catalog.Functions, [.. options.IncludePath, .. context.Layout.ModulePath],
            [.. options.ModulePath, .. context.Layout.ModulePath, .. catalog.ModulePath]);
        var documentation = new Lazy<FunctionDocumentation>(() => new FunctionDocumentation(directories));
        await using Stream input = Console.OpenStandardInput();
        await using Stream output = Console.OpenStandardOutput();
        var server = new LanguageServer(new FramedReader(input), new FramedWriter(output), workspace, name => documentation.Value.Of(name));
        try
        {
            return await server.RunAsync(cancellationToken);
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync($"postern lsp: {e.Message}");
            return 1;
        }
    }
}
