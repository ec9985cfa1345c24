namespace Postern.Daemon.FilterTests;

internal static class TestHelp
{
    public const string Text = """
        Usage: postern test [OPTION]... FILE-OR-FOLDER...
        Runs the tests of filters that the files describe; of a folder, all files *.test in it and below.
        A test says what a filter gets (client, envelope, message, DNS, databases, clock) and what must come of it.
        The filter runs in this process, as in the host, but sees the test's clock, DNS and databases.

          --filter=PATTERN         run only tests whose name contains PATTERN; * and ? stand for any text and any character
          --junit=FILE             write the results as JUnit XML, too
          -v, --verbose            show what was said, changed and logged in each test
          --plugin-directory=DIR   look for plugins in DIR, too; may be repeated, as may the next two
          --include=DIR            look for include files in DIR, too
          --module-path=DIR        look for modules in DIR, too
          --config-file=FILE       use this configuration; without it none is read

        Exit code: 0 all tests passed, 1 a test failed, 64 wrong command line or nothing to run,
        78 a mistake in a test file or in a filter.

        """;
}
