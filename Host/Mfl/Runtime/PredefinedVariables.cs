using Postern.Abstractions.Configuration;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Runtime;

/// <summary>The variables of the host that a program can read (manual, node "Predefined variables").</summary>
internal static class PredefinedVariables
{
    private const int FamilyUnix = 1;
    private const int FamilyInet = 2;
    private const int FamilyInet6 = 3;

    /// <summary>Their symbols for the parser.</summary>
    public static IReadOnlyList<VariableSymbol> Symbols { get; } =
    [
        .. new[] { "milter_state", "milter_server_family", "milter_client_family", "rcpt_count" }
            .Select(static name => Symbol(name, MflType.Number)),
        .. new[] { "milter_server_id", "milter_server_address", "milter_client_address" }
            .Select(static name => Symbol(name, MflType.String)),
    ];

    public static DataType TypeOf(string name) => name is "milter_server_id" or "milter_server_address" or "milter_client_address"
        ? DataType.String
        : DataType.Number;

    /// <summary>A program may set them, to whatever end; the host does not look at what it has set.</summary>
    public static void Set(ProgramSession session, string name, MflValue value)
    {
        if (name == "rcpt_count")
            session.RecipientCount = value.Number;
        else
            (session.SetVariables ??= new(StringComparer.Ordinal))[name] = value;
    }

    public static long NumberOf(ProgramSession session, string name) => name switch
    {
        _ when session.SetVariables is { } set && set.TryGetValue(name, out MflValue value) => value.Number,
        "milter_state" => session.MilterState,
        "rcpt_count" => session.RecipientCount,
        "milter_server_family" => FamilyOf(session.Session?.ServerAddress ?? ""),
        "milter_client_family" => FamilyOf(session.Session?.PeerAddress ?? ""),
        _ => 0,
    };

    public static string TextOf(ProgramSession session, string name) => name switch
    {
        _ when session.SetVariables is { } set && set.TryGetValue(name, out MflValue value) => value.Text,
        "milter_server_id" => session.Session?.ServerId ?? "",
        "milter_server_address" => session.Session?.ServerAddress ?? "",
        "milter_client_address" => session.Session?.PeerAddress ?? "",
        _ => "",
    };

    private static VariableSymbol Symbol(string name, MflType type) =>
        new(name, VariableScope.Predefined, type, new SourcePlace("", 0, 0, 0, 0)) { IsProvided = true };

    private static int FamilyOf(string address) =>
        address.Length == 0 ? 0
        : address[0] == '/' ? FamilyUnix
        : address.Count(static c => c == ':') > 1 ? FamilyInet6
        : FamilyInet;
}
