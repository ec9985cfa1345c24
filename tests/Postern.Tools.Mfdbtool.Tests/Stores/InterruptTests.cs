using System.Diagnostics;
using System.Globalization;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Testing.Servers;
using Postern.Tools.Mfdbtool.Dumps;

namespace Postern.Tools.Mfdbtool.Tests.Stores;

/// <summary>The program as a process that a signal ends in the middle of its work.</summary>
[TestClass]
public sealed class InterruptTests
{
    private const int Count = 50_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [TestMethod]
    [DataRow("sqlite", "INT", 130)]
    [DataRow("gdbm", "TERM", 143)]
    [DataRow("bdb", "INT", 130)]
    public async Task Import_Signal_LeavesTheStoreWhole(string scheme, string signal, int expected)
    {
        using var site = new SiteRun();
        byte[] dump = await DumpAsync();
        string location = $"{scheme}://{site.State}/target.db";
        using Process process = Start([.. site.CommonOptions, "--import=-", "-f", location]);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(dump.AsMemory(0, dump.Length / 2));
        await process.StandardInput.BaseStream.FlushAsync();

        await ServerProcess.RunAsync("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process.Id}")], Limit);
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);

        Assert.AreEqual(expected, process.ExitCode, await errors);
        StringAssert.Contains(await errors, "which stay; the same command goes on", StringComparison.Ordinal);
        string file = site.Folder.Combine("whole.dump");
        await File.WriteAllBytesAsync(file, dump);
        var (output, messages, code) = await site.RunAsync("--import", file, "-f", location);
        Assert.AreEqual(("", 0), (messages, code), output);
        Assert.HasCount(Count, await SiteRun.RecordsAsync(await site.ExportAsync("greylist", location)));
    }

    [TestMethod]
    public async Task Export_FullDisk_IsAFailure()
    {
        using var site = new SiteRun();
        string file = site.Folder.Combine("whole.dump");
        await File.WriteAllBytesAsync(file, await DumpAsync());
        await site.RunAsync("--import", file);
        string command = string.Join(' ', ["exec", Executable, "--user=root", .. site.CommonOptions, "--export=-", "-H", "greylist", ">/dev/full"]);
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardError = true })!;

        string errors = await process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);

        Assert.AreEqual(1, process.ExitCode, errors);
        StringAssert.Contains(errors, "No space left on device", StringComparison.Ordinal);
    }

    private static string Executable => Path.Combine(AppContext.BaseDirectory, "mfdbtool");

    private static Process Start(IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT,TERM", Executable, "--user=root", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<byte[]> DumpAsync()
    {
        using var stream = new MemoryStream();
        using var writer = new DumpWriter(stream);
        writer.Begin(TimeProvider.System.GetUtcNow(), "test");
        writer.BeginSection("greylist", "test", Count);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        byte[] value = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(value, now.ToUnixTimeSeconds());
        for (int i = 0; i < Count; i++)
        {
            byte[] key = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"192.0.2.1-a{i}@example.org-b@example.net\0"));
            await writer.WriteAsync(key, new StateRecord(value, null), now.AddDays(1), CancellationToken.None);
        }

        writer.EndSection();
        await writer.CompleteAsync(CancellationToken.None);
        return stream.ToArray();
    }
}
