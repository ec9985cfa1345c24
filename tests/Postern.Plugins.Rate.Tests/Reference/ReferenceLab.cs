using System.Globalization;
using System.Text;
using Postern.Testing.Servers;

namespace Postern.Plugins.Rate.Tests.Reference;

/// <summary>mailfromd 8.15 with a clock that the program sets, and its databases.</summary>
internal sealed class ReferenceLab : IDisposable
{
    private const int CallsPerFunction = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new("postern-rate");
    private readonly string _state;

    /// <param name="configuration">Statements of the configuration file.</param>
    public ReferenceLab(string configuration)
    {
        _state = _folder.MakeFolder("state");
        _folder.Write("mailfromd.conf", $"state-directory \"{_state}\";\n{configuration}\n");
        SetClock(0);
    }

    private string Clock => _folder.Combine("clock");

    /// <summary>Makes the calls, and returns what each answers, <c>E</c> and the exception's number if it raises one.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="expiring">A database of which expired records are deleted before each call.</param>
    public async Task<string[]> RunAsync(IReadOnlyList<Call> calls, string? expiring = null)
    {
        string expire = expiring is null
            ? ""
            : $"number code system(\"test ! -e {_state}/*.db || chmod 600 {_state}/*.db && exec mfdbtool --config-file={_folder.Combine("mailfromd.conf")} --expire -H {expiring}\")";
        var program = new StringBuilder("require status\nfunc clock(string t) do\n  number fd open(\">").Append(Clock)
            .Append("\")\n  write(fd, t)\n  close(fd)\n").Append(expire).Append("\ndone\n");
        int functions = 0;
        foreach (Call[] part in calls.Chunk(CallsPerFunction))
        {
            program.Append(CultureInfo.InvariantCulture, $"func part{functions++}() do\n");
            foreach (Call call in part)
            {
                program.Append(CultureInfo.InvariantCulture, $"clock(\"{Time(call.At)}\")\n")
                    .Append(CultureInfo.InvariantCulture, $"try do echo {call.Text} done catch * do echo \"E\" . $1 done\n");
            }

            program.Append("done\n");
        }

        program.Append("func main(...) returns number do\n");
        for (int i = 0; i < functions; i++)
            program.Append(CultureInfo.InvariantCulture, $"part{i}()\n");
        program.Append("return 0\ndone\n");
        string script = _folder.Write("calls.mfl", program.ToString());
        string output = await RunAsync(
            "/usr/sbin/mailfromd", $"--config-file={_folder.Combine("mailfromd.conf")}", "--no-preprocessor", "--stderr", "--echo", "--run", "--", script);
        string[] answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(calls.Count, answers, output);
        return answers;
    }

    /// <summary>What <c>mfdbtool</c> says at a time, sorted lines.</summary>
    public async Task<string[]> ToolAsync(long at, params string[] arguments)
    {
        SetClock(at);
        string output = await RunAsync("/usr/bin/mfdbtool", [$"--config-file={_folder.Combine("mailfromd.conf")}", .. arguments]);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    /// <summary>The records of a file, keys without their NUL.</summary>
    public async Task<SortedDictionary<string, string>> DumpAsync(string file)
    {
        var (code, output) = await ServerProcess.RunAsync("/usr/bin/db5.3_dump", [Path.Combine(_state, file)], Limit);
        Assert.AreEqual(0, code, output);
        string[] lines = [.. output.Split('\n').SkipWhile(static line => line != "HEADER=END").Skip(1).TakeWhile(static line => line.StartsWith(' '))];
        var records = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] pair in lines.Chunk(2))
            records.Add(Encoding.Latin1.GetString(Convert.FromHexString(pair[0].Trim())).TrimEnd('\0'), pair[1].Trim());
        return records;
    }

    /// <summary>Makes a file of records.</summary>
    public async Task LoadAsync(string file, IEnumerable<KeyValuePair<string, byte[]>> records)
    {
        var text = new StringBuilder("VERSION=3\nformat=bytevalue\ntype=hash\nHEADER=END\n");
        foreach (var (key, value) in records)
        {
            text.Append(' ').Append(Convert.ToHexStringLower(Encoding.Latin1.GetBytes(key + "\0"))).Append('\n')
                .Append(' ').Append(Convert.ToHexStringLower(value)).Append('\n');
        }

        string dump = _folder.Write("records", text.Append("DATA=END\n").ToString());
        string path = Path.Combine(_state, file);
        var (code, output) = await ServerProcess.RunAsync("/usr/bin/db5.3_load", ["-f", dump, path], Limit);
        Assert.AreEqual(0, code, output);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Dispose();

    // Half a microsecond more: the clock's fraction passes through a floating point number.
    private static string Time(long at) => RateLab.Start.AddTicks((at * TimeSpan.TicksPerMicrosecond) + (TimeSpan.TicksPerMicrosecond / 2))
        .ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);

    private void SetClock(long at) => File.WriteAllText(Clock, Time(at));

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        string library = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(static folder => Path.Combine(folder, "faketime/libfaketime.so.1"))
            .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("libfaketime is missing; install the package libfaketime");
        var (_, output) = await ServerProcess.RunAsync(
            "/usr/bin/env",
            ["TZ=UTC", "LC_ALL=C", "FAKETIME_NO_CACHE=1", $"FAKETIME_TIMESTAMP_FILE={Clock}", $"LD_PRELOAD={library}", program, .. arguments],
            Limit,
            _folder.Path);
        return output;
    }
}
