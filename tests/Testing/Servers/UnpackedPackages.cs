namespace Postern.Testing.Servers;

/// <summary>Debian packages that cannot be installed beside others: downloaded and unpacked beside the test's own build.</summary>
public static class UnpackedPackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>The folder that stands for the root of the file system; unpacked on the first call, then kept.</summary>
    public static async Task<string> GetAsync(params string[] packages)
    {
        string root = Path.Combine(AppContext.BaseDirectory, "unpacked-" + packages[0]);
        if (File.Exists(root + ".complete"))
            return root;
        string downloads = root + ".downloads";
        Directory.CreateDirectory(downloads);
        string script = $"""
            set -e
            apt-get download {string.Join(' ', packages)}
            for package in *.deb; do dpkg -x "$package" {root}; done
            find {root} -type f -perm /6000 -exec chmod ug-s '{"{}"}' +
            touch {root}.complete
            """;
        var (code, output) = await ServerProcess.RunAsync("/bin/sh", ["-c", script], Limit, downloads);
        if (code != 0)
            throw new InvalidOperationException($"Debian's {string.Join(", ", packages)} cannot be unpacked:\n{output}");
        return root;
    }
}
