using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Databases.Configuration;

/// <summary>The statement <c>database-mode MODE</c> (manual, node "conf-database"): the access mode of new database files, octal or as <c>ls</c> prints it.</summary>
[PluginExport(typeof(IConfigurationBlock), "database-mode")]
[Export(typeof(DatabaseModeStatement))]
public sealed class DatabaseModeStatement : IConfigurationBlock
{
    private const string Letters = "rwxrwxrwx";
    private const int MostBits = 0x1FF;

    /// <inheritdoc/>
    public string Keyword => "database-mode";

    /// <summary>The mode; 640 without a statement.</summary>
    public UnixFileMode Mode { get; private set; } = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var value = StatementReader.Value(statement);
        Mode = Octal(value.Text) ?? Symbolic(value.Text)
            ?? throw new ConfigurationException(value.Place, $"expected a file mode such as 640 or rw-r----- after `database-mode', found `{value.Text}'");
    }

    private static UnixFileMode? Octal(string text)
    {
        if (text.Length is < 1 or > 4 || text.AsSpan().ContainsAnyExceptInRange('0', '7'))
            return null;
        var bits = text.Aggregate(0, static (sum, digit) => (sum * 8) + digit - '0');
        return bits <= MostBits ? (UnixFileMode)bits : null;
    }

    private static UnixFileMode? Symbolic(string text)
    {
        if (text.Length != Letters.Length)
            return null;
        var bits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '-' && text[i] != Letters[i])
                return null;
            bits = (bits * 2) + (text[i] == '-' ? 0 : 1);
        }

        return (UnixFileMode)bits;
    }
}
