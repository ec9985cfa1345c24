using System.Composition;
using System.Globalization;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Postgres.Configuration;

/// <summary>The block <c>storage { postgres { ... } }</c>: which server, and how to get in.</summary>
[PluginExport(typeof(IConfigurationBlock), "storage-postgres")]
[Export(typeof(StorageBlock))]
public sealed class StorageBlock : IConfigurationBlock
{
    private const string Block = "postgres";
    private const int MostConnections = 1000;
    private const int LongestTimeout = 300;
    private const int LongestName = 63;

    /// <inheritdoc/>
    public string Keyword => "storage";

    /// <inheritdoc/>
    public IReadOnlyList<string> Statements { get; } = [Block];

    /// <summary>What was configured; <see langword="null"/> without a block.</summary>
    internal PostgresSettings? Settings { get; private set; }

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Body is not { } body)
            throw new ConfigurationException(statement.Place, $"`storage' is a block: storage {{ {Block} {{ ... }} }}");
        foreach (var item in body)
        {
            if (item.Keyword != Block)
                throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `storage'");
            Settings = Read(item);
        }
    }

    private static PostgresSettings Read(ConfigurationStatement block)
    {
        if (block.Body is not { } body)
            throw new ConfigurationException(block.Place, $"`{Block}' is a block: {Block} {{ connection \"...\"; }}");
        var settings = new PostgresSettings();
        foreach (var item in body)
            settings = Read(item, settings);
        if (settings.Connection is not { } connection)
            throw new ConfigurationException(block.Place, $"`{Block}' needs a statement `connection', such as connection \"postgres://user@host/database\"");
        if ((settings.PasswordFile is null ? 0 : 1) + (settings.PasswordVariable is null ? 0 : 1) + (connection.Password is null ? 0 : 1) > 1)
            throw new ConfigurationException(block.Place, $"`{Block}' says the password twice: `connection', `password-file' and `password-environment' exclude each other");
        if (settings.ClientCertificate is null && settings.ClientKey is not null)
            throw new ConfigurationException(block.Place, "`client-key' needs `client-certificate' beside it");
        return settings;
    }

    private static PostgresSettings Read(ConfigurationStatement item, PostgresSettings settings) => item.Keyword switch
    {
        "connection" => settings with { Connection = ConnectionText.Read(Text(item), item.Place) },
        "password-file" => settings with { PasswordFile = FileName(item) },
        "password-environment" => settings with { PasswordVariable = Text(item) },
        "pool-size" => settings with { PoolSize = Number(item, MostConnections) },
        "connect-timeout" => settings with { ConnectTimeout = Seconds(item) },
        "command-timeout" => settings with { CommandTimeout = Seconds(item) },
        "schema" => settings with { Schema = Name(item) },
        "tls" => settings with { Tls = Tls(item) },
        "root-certificate" => settings with { RootCertificate = FileName(item) },
        "client-certificate" => settings with { ClientCertificate = FileName(item) },
        "client-key" => settings with { ClientKey = FileName(item) },
        _ => throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `{Block}'"),
    };

    /// <summary>Values are byte strings.</summary>
    private static string Text(ConfigurationStatement item) =>
        item is { Body: null, Values: [{ List: null, Text.Length: > 0 } value] }
            ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value.Text))
            : throw new ConfigurationException(item.Place, $"`{item.Keyword}' wants one value");

    private static string FileName(ConfigurationStatement item) =>
        Text(item) is ['/', ..] path
            ? path
            : throw new ConfigurationException(item.Place, $"`{item.Keyword}' wants an absolute file name, not `{Text(item)}'");

    private static int Number(ConfigurationStatement item, int most) =>
        int.TryParse(Text(item), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most
            ? number
            : throw new ConfigurationException(item.Place, $"`{item.Keyword}' wants a number from 1 to {most}, not `{Text(item)}'");

    /// <summary>One number with its unit, as in the time intervals of other statements.</summary>
    private static TimeSpan Seconds(ConfigurationStatement item)
    {
        string text = item is { Body: null, Values.Count: > 0 } ? string.Join(' ', item.Values.Select(static value => value.Text)) : Text(item);
        var digits = text.AsSpan(0, text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length);
        int factor = text.AsSpan(digits.Length).Trim() switch
        {
            "" or "s" or "sec" or "secs" or "second" or "seconds" => 1,
            "m" or "min" or "mins" or "minute" or "minutes" => 60,
            _ => 0,
        };
        bool isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && factor > 0 && number >= 1 && number <= LongestTimeout / factor
            ? TimeSpan.FromSeconds(number * factor)
            : throw new ConfigurationException(item.Place, $"`{item.Keyword}' wants a time from 1 to {LongestTimeout} seconds, such as `5 seconds', not `{text}'");
    }

    private static string Name(ConfigurationStatement item) =>
        Text(item) is { Length: <= LongestName } name && !name.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? name
            : throw new ConfigurationException(item.Place, $"`{item.Keyword}' wants a name of at most {LongestName} ASCII characters");

    private static TlsPolicy Tls(ConfigurationStatement item) => Text(item) switch
    {
        "off" => TlsPolicy.Off,
        "prefer" => TlsPolicy.Prefer,
        "require" => TlsPolicy.Require,
        "verify-full" => TlsPolicy.VerifyFull,
        var other => throw new ConfigurationException(item.Place, $"`{item.Keyword}' is one of off, prefer, require and verify-full, not `{other}'"),
    };
}
