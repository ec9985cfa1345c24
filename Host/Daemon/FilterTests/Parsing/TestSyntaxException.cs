namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>A line of a test file is wrong; the parser goes on with the next.</summary>
internal sealed class TestSyntaxException(string message) : Exception(message);
