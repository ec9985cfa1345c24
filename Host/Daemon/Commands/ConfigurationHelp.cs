namespace Postern.Daemon.Commands;

/// <summary>What <c>--config-help</c> prints; docs/configuration.md explains it.</summary>
internal static class ConfigurationHelp
{
    private const string Text = """
        # The filter, and where its parts are looked for
        script-file FILE;
        include-path DIR:DIR...;
        module-path DIR:DIR...;
        setvar NAME VALUE;
        preprocessor {
          enable BOOL;                  # yes
          command COMMAND;              # m4 -s
          pass-includes BOOL;           # no
          pass-defines BOOL;            # yes
          setup-file FILE;              # pp-setup
        };

        # Plugins
        plugin-path DIR:DIR...;
        plugin NAME { required BOOL; };

        # Listeners
        server milter {
          id NAME;
          listen URL;
          backlog NUMBER;
          reuseaddr BOOL;
          max-instances NUMBER;
          socket-mode OCTAL;
          socket-owner USER[:GROUP];
          acl { allow [from] ADDRESS; deny [from] ADDRESS; };
        };
        acl { allow [from] ADDRESS; deny [from] ADDRESS; };
        milter-timeout INTERVAL;

        # The process
        user NAME;
        group NAME;
        pidfile FILE;
        state-directory DIR;
        workers {
          max-threads NUMBER;
          queue-length NUMBER;
          queue-timeout INTERVAL;
          busy-timeout INTERVAL;
          drain-timeout INTERVAL;
        };

        # Log, traces and debugging
        logger stderr|syslog|syslog:async;
        logging {
          syslog BOOL;
          facility NAME;
          tag STRING;
          severity debug|info|notice|warning|error|crit|alert|emerg;
          print-severity BOOL;
        };
        debug (SPEC, SPEC...);
        trace-actions BOOL;
        trace-program (MODULE, MODULE...);
        stack-trace BOOL;

        # Everywhere
        include FILE;
        program NAME { ... };

        """;

    public static void Write(TextWriter output) => output.Write(Text);
}
