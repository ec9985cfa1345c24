namespace Postern.Tools.Mfdbtool.CommandLine;

/// <summary>What <c>--config-help</c> prints; docs/configuration.md explains it.</summary>
internal static class StatementHelp
{
    public const string Text = """
        # The program reads the host's configuration file; these statements matter to it.
        state-directory DIR;
        database-type TYPE;
        database-mode OCTAL;
        database ID {
          file NAME;
          enable BOOL;
          expire-interval INTERVAL;
          positive-expire-interval INTERVAL;    # cache only
          negative-expire-interval INTERVAL;    # cache only
        };
        storage { ... };                        # of plugins: how to reach a server
        plugin-path DIR:DIR...;
        user NAME;
        group NAME;
        debug SPEC;
        include FILE-OR-DIR;
        program mfdbtool { ... };

        """;
}
