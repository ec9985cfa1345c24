using System.Globalization;
using System.Text;
using Postern.Testing.Servers;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Tests.Stores;

/// <summary>Runs mfdbtool in this process with the real plugins, in a state directory of its own.</summary>
internal sealed class SiteRun : IDisposable
{
    public TemporaryFolder Folder { get; } = new("mfdbtool-site");

    public string State => Folder.MakeFolder("state");

    /// <summary>Statements of the configuration file.</summary>
    public string Configuration { get; set; } = "";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string[] CommonOptions => [$"--config-file={Folder.Write("site.conf", Configuration)}", $"--state-directory={State}"];

    public async Task<(string Output, string Errors, int Code)> RunAsync(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var files = new StandardFiles(Stream.Null, output, errors, ShowsProgress: false);
        int code = await new MfdbtoolCommand(files, Time, PluginSite.OpenAsync, static (_, _) => { })
            .RunAsync([.. CommonOptions, .. arguments], CancellationToken.None);
        return (Encoding.Latin1.GetString(output.ToArray()), Encoding.Latin1.GetString(errors.ToArray()), code);
    }

    /// <summary>Exports a database.</summary>
    /// <returns>The file.</returns>
    public async Task<string> ExportAsync(string format, string location)
    {
        string file = Folder.Combine(string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}.dump"));
        var (_, errors, code) = await RunAsync("--export", file, "-H", format, "-f", location);
        Assert.AreEqual(("", 0), (errors, code), location);
        return file;
    }

    /// <summary>The records of a dump in a fixed order.</summary>
    public static async Task<string[]> RecordsAsync(string dump) =>
        [.. (await File.ReadAllLinesAsync(dump)).Where(static line => line.Contains('\t', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public void Dispose() => Folder.Dispose();
}
