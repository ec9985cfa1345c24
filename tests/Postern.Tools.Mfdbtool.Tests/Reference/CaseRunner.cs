using System.Globalization;
using System.Text;
using Postern.Testing.Milter;
using Postern.Testing.Servers;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Tests.Reference;

/// <summary>Runs a case with the reference or with us, on files of its own, and tells what came of it.</summary>
internal sealed class CaseRunner(ReferenceCase item, string kind, bool isReference)
{
    public async Task<string> RunAsync()
    {
        using var folder = new TemporaryFolder("mfdbtool-case");
        string state = folder.MakeFolder("state");
        foreach ((string name, IReadOnlyDictionary<string, byte[]> records) in CraftedRecords.All)
        {
            await DatabaseFile.WriteAsync(
                kind, Path.Combine(state, name), records.Select(static record => KeyValuePair.Create(CraftedRecords.Key(record.Key), record.Value)));
        }

        string configuration = folder.Write(
            "mailfromd.conf", string.Concat([$"database-type {kind};\n", .. item.Configuration.Select(static statement => statement + "\n")]));
        if (Environment.IsPrivilegedProcess)
            await ToolProcess.RunAsync("/bin/chown", ["-R", "nobody:nogroup", state]);
        var transcript = new StringBuilder();
        foreach (string run in item.Runs)
        {
            string[] words = [$"--config-file={configuration}", $"--state-directory={state}", .. ReferenceCase.Words(run)];
            (string output, string errors, int code) = isReference ? await ReferenceAsync(words, state) : await OursAsync(words);
            transcript.Append("$ mfdbtool ").Append(run).Append('\n');
            foreach (string line in Lines(output).Order(StringComparer.Ordinal))
                transcript.Append(line).Append('\n');
            foreach (string line in Lines(errors))
                transcript.Append(line.Replace(state + "/", "", StringComparison.Ordinal).Replace(folder.Path, "", StringComparison.Ordinal)).Append('\n');
            transcript.Append(CultureInfo.InvariantCulture, $"exit {code}\n");
        }

        await AppendRecordsAsync(transcript, state);
        return transcript.ToString();
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Task<(string Output, string Errors, int Code)> ReferenceAsync(IEnumerable<string> words, string state)
    {
        string now = CraftedRecords.Now.ToString(CultureInfo.InvariantCulture);
        string[] command = ["/usr/bin/faketime", "-f", now, "/usr/bin/mfdbtool", .. words];
        if (Environment.IsPrivilegedProcess)
            command = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", .. command];
        return ToolProcess.RunAsync(
            command[0], command[1..], state, new Dictionary<string, string>(StringComparer.Ordinal) { ["FAKETIME_FMT"] = "%s", ["LC_ALL"] = "C" });
    }

    private static async Task<(string Output, string Errors, int Code)> OursAsync(IReadOnlyList<string> words)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var files = new StandardFiles(Stream.Null, output, errors, ShowsProgress: false);
        int code = await new MfdbtoolCommand(files, new ManualTime(), PluginSite.OpenAsync, static (_, _) => { }).RunAsync(words, CancellationToken.None);
        return (Encoding.Latin1.GetString(output.ToArray()), Encoding.Latin1.GetString(errors.ToArray()), code);
    }

    /// <summary>The records of the files that were changed.</summary>
    private async Task AppendRecordsAsync(StringBuilder transcript, string state)
    {
        foreach (string path in Directory.GetFiles(state).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (new FileInfo(path).Length == 0)
                continue;
            string[] records = await DatabaseFile.ReadAsync(kind, path);
            string[] before = CraftedRecords.All.TryGetValue(name, out var crafted)
                ? [.. crafted.Select(static record => $"{Convert.ToHexStringLower(CraftedRecords.Key(record.Key))} {Convert.ToHexStringLower(record.Value)}").Order(StringComparer.Ordinal)]
                : [];
            if (records.SequenceEqual(before, StringComparer.Ordinal))
                continue;
            transcript.Append(CultureInfo.InvariantCulture, $"{name} holds {records.Length} records:\n");
            foreach (string record in records)
            {
                string[] pair = record.Split(' ');
                transcript.Append(Encoding.Latin1.GetString(Convert.FromHexString(pair[0])[..^1])).Append(" = ").Append(pair[1]).Append('\n');
            }
        }
    }
}
