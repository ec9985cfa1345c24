using System.Net;
using System.Net.Sockets;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Plugins.System.Native;

namespace Postern.Plugins.System;

/// <summary>What the host is called and runs (manual, node "System Functions").</summary>
[PluginExport(typeof(IMflModule), "host")]
public sealed class HostFunctions : IMflModule
{
    private const int NameSize = 65;
    private const int Node = 1;
    private const int Domain = 5;

    /// <summary>Writes the host's names: <c>%s</c> system, <c>%n</c> node, <c>%r</c> release, <c>%v</c> version, <c>%m</c> machine, <c>%%</c>.</summary>
    /// <param name="format">Text with conversions; others stay as they are.</param>
    [MflFunction("uname", NonBlocking = true)]
    public static string SystemNames(string format)
    {
        var names = Names("uname");
        var result = new StringBuilder(format.Length);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
                result.Append(format[i]);
            else if (format[++i] == '%')
                result.Append('%');
            else if ("snrvm".IndexOf(format[i], StringComparison.Ordinal) is >= 0 and var field)
                result.Append(names[field]);
            else
                result.Append('%').Append(format[i]);
        }

        return result.ToString();
    }

    /// <summary>The host's name, as it stands or completed by its domain.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fqdn">Ask the resolver for the name with its domain; the plain name stays when there is none.</param>
    [MflFunction("gethostname")]
    public static async ValueTask<string> HostName(MflContext context, bool fqdn = false)
    {
        var name = Names("gethostname")[Node];
        if (!fqdn || name.Contains('.', StringComparison.Ordinal))
            return name;
        try
        {
            var found = (await Dns.GetHostEntryAsync(name, context.CancellationToken)).HostName;
            return found.Contains('.', StringComparison.Ordinal) ? found : name;
        }
        catch (SocketException)
        {
            return name;
        }
    }

    /// <summary>The host's NIS domain, <c>(none)</c> when it has none.</summary>
    [MflFunction("getdomainname", NonBlocking = true)]
    public static string DomainName() => Names("getdomainname")[Domain];

    /// <summary>A variable of the host's environment.</summary>
    /// <exception cref="MflException"><c>e_not_found</c>: it is not set.</exception>
    [MflFunction("getenv", NonBlocking = true, Raises = "e_not_found")]
    public static string EnvironmentVariable(string name) => LibC.getenv(NativeText.Terminated("getenv", name)) is not 0 and var value
        ? NativeText.Read(value)
        : throw new MflException(MflExceptionCode.NotFound, $"getenv: {name}: environment variable not defined");

    private static string[] Names(string function)
    {
        var raw = new byte[NameSize * 6];
        if (LibC.uname(raw) < 0)
            throw new MflException(MflExceptionCode.Failure, $"{function}: {NativeText.LastErrorText}");
        return [.. raw.Chunk(NameSize).Select(field => Encoding.Latin1.GetString(field.AsSpan(0, Math.Max(0, field.AsSpan().IndexOf((byte)0)))))];
    }
}
