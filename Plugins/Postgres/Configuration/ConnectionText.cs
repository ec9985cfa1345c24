using Npgsql;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Postgres.Configuration;

/// <summary>The value of <c>connection</c>: <c>Host=...;Database=...</c> as Npgsql reads it, or a URL as libpq does. What is wrong is told without any part of a password.</summary>
internal static class ConnectionText
{
    private const string Expected = "expected `Host=NAME;Database=NAME;Username=NAME' or `postgres://USER@HOST:PORT/DATABASE'";

    public static NpgsqlConnectionStringBuilder Read(string text, SourcePlace place)
    {
        NpgsqlConnectionStringBuilder connection;
        try
        {
            connection = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
                ? FromUrl(text[(text.IndexOf("://", StringComparison.Ordinal) + "://".Length)..])
                : new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // What the library says quotes the text, which may be part of a password.
            throw new ConfigurationException(place, $"`connection' is not understood: {Expected}");
        }

        if (string.IsNullOrEmpty(connection.Host))
            throw new ConfigurationException(place, $"`connection' names no host: {Expected}");
        if (connection.Password is not null && IsReadableByAll(place.File))
        {
            throw new ConfigurationException(
                place, $"`connection' holds a password, and everybody may read {place.File}: put it into a file named by `password-file', or take that right away (chmod o-r)");
        }

        return connection;
    }

    /// <summary>Behind the scheme: <c>[USER[:PASSWORD]@][HOST][:PORT][/DATABASE][?NAME=VALUE&amp;...]</c>, with <c>%XX</c> in all of them.</summary>
    private static NpgsqlConnectionStringBuilder FromUrl(string rest)
    {
        var connection = new NpgsqlConnectionStringBuilder();
        (rest, string query) = Split(rest, rest.IndexOf('?', StringComparison.Ordinal));
        (string authority, string database) = Split(rest, rest.IndexOf('/', StringComparison.Ordinal));
        int at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            (string user, string password) = Split(authority[..at], authority.IndexOf(':', StringComparison.Ordinal) is var colon && colon < at ? colon : -1);
            connection.Username = Decode(user);
            if (password.Length > 0)
                connection.Password = Decode(password);
            authority = authority[(at + 1)..];
        }

        (string host, string port) = Split(authority, authority.EndsWith(']') ? -1 : authority.LastIndexOf(':'));
        connection.Host = host.Length == 0 ? "/var/run/postgresql" : Decode(host.Trim('[', ']'));
        if (port.Length > 0)
            connection["Port"] = port;
        if (database.Length > 0)
            connection.Database = Decode(database);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string name, string value) = Split(pair, pair.IndexOf('=', StringComparison.Ordinal));
            connection[Option(Decode(name))] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : Decode(value);
        }

        return connection;
    }

    /// <summary>The names of libpq's options that Npgsql calls otherwise.</summary>
    private static string Option(string name) => name switch
    {
        "dbname" => "Database",
        "user" => "Username",
        "sslmode" => "SSL Mode",
        "application_name" => "Application Name",
        "options" => "Options",
        _ => name,
    };

    private static (string Before, string Behind) Split(string text, int index) =>
        index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);

    private static string Decode(string text) => Uri.UnescapeDataString(text);

    private static bool IsReadableByAll(string file)
    {
        try
        {
            return File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
