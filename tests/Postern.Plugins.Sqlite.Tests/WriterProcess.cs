using System.Diagnostics;
using System.Reflection;

namespace Postern.Plugins.Sqlite.Tests;

/// <summary>Starts the program that writes to a table.</summary>
internal static class WriterProcess
{
    private static readonly string File = typeof(WriterProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static item => item.Key == "StateWriter").Value!;

    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(File, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
