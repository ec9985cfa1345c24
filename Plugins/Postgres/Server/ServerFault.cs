using System.Security.Authentication;
using Npgsql;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Postgres.Server;

/// <summary>Why the server did not do what it was asked.</summary>
/// <param name="Text">One line for the log; tells no secrets.</param>
/// <param name="IsTransient">Whether the same may work later.</param>
/// <param name="IsUndone">Whether nothing of it has taken effect for certain.</param>
/// <param name="SqlState">The server's code; empty when it said nothing.</param>
internal sealed record ServerFault(string Text, bool IsTransient, bool IsUndone, string SqlState)
{
    /// <summary>Whether all tables suffer from it, and not only the one that was asked for.</summary>
    public bool IsOfServer => IsTransient || SqlState.Length == 0 || SqlState.AsSpan(0, 2) is "28" or "3D";

    /// <summary>Reads an exception; <see langword="null"/> when it is not about the server.</summary>
    public static ServerFault? From(Exception exception) => exception switch
    {
        PostgresException answer => FromAnswer(answer),
        NpgsqlException { InnerException: StateStoreException own } => new ServerFault(own.Message, own.IsTransient, IsUndone: true, ""),
        NpgsqlException { InnerException: AuthenticationException tls } => new ServerFault($"TLS fails: {Line(tls.Message)}", IsTransient: false, IsUndone: true, ""),
        NpgsqlException { InnerException: TimeoutException } => new ServerFault("the server does not answer in time", IsTransient: true, IsUndone: false, ""),
        NpgsqlException { InnerException: { } inner } => new ServerFault(Line(inner.GetBaseException().Message), IsTransient: true, IsUndone: false, ""),
        NpgsqlException other => new ServerFault(Line(other.Message), other.IsTransient, IsUndone: false, ""),
        TimeoutException => new ServerFault("the server does not answer in time", IsTransient: true, IsUndone: false, ""),
        _ => null,
    };

    private static ServerFault FromAnswer(PostgresException answer) => new(
        Line(answer.MessageText),
        IsTransientState(answer.SqlState),

        // A statement that ends in an error is rolled back; a connection that ends in one may do so behind the commit.
        answer.InvariantSeverity == "ERROR",
        answer.SqlState);

    /// <summary>By class (PostgreSQL manual, appendix A): rights, names, data and limits stay what they are until somebody changes something.</summary>
    private static bool IsTransientState(string state) => state switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => true,
        _ => state.AsSpan(0, 2) switch
        {
            "0A" or "22" or "23" or "28" or "3D" or "3F" or "42" or "54" or "25" => false,
            _ => true,
        },
    };

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
