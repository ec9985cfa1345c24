using System.Runtime.InteropServices;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>
/// Starts children by posix_spawn(3): a group of their own, all signals as by default, an environment of <c>PATH</c>, <c>HOME</c> and <c>LANG</c>, and no
/// descriptor but the three standard ones, since every other closes at exec.
/// </summary>
internal static class ProcessStarter
{
    private const short OwnGroup = 2;
    private const short DefaultSignals = 4;
    private const short SignalMask = 8;
    private const int FirstOther = 3;
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Starts a child.</summary>
    /// <param name="function">Who asks, for the error.</param>
    /// <param name="command">What to run.</param>
    /// <param name="descriptors">Its standard input, output and error; -1 for the host's own.</param>
    /// <exception cref="MflException"><c>e_failure</c>: the system refuses.</exception>
    public static ChildProcess Start(string function, CommandLine command, ReadOnlySpan<int> descriptors)
    {
        var error = 0;
        var process = 0;
        if (!command.NeedsShell)
            error = Spawn(function, command.Arguments, descriptors, out process);

        // What is no program may be a command of the shell's own; if it is not, the shell says so, and the child ends with 127 as in the reference.
        if (command.NeedsShell || (command.IsConstant && error is LibC.ErrorNoEntry or LibC.ErrorAccess))
            error = Spawn(function, command.ForShell, descriptors, out process);
        return error == 0
            ? new ChildProcess(process)
            : throw new MflException(MflExceptionCode.Failure, $"{function}: cannot run {command.Text}: {LibC.Describe(error)}");
    }

    private static int Spawn(string function, IReadOnlyList<string> arguments, ReadOnlySpan<int> descriptors, out int process)
    {
        var attributes = new byte[LibC.OpaqueSize];
        var actions = new byte[LibC.OpaqueSize];
        var signals = new byte[LibC.OpaqueSize];
        _ = LibC.posix_spawnattr_init(attributes);
        _ = LibC.posix_spawn_file_actions_init(actions);
        var argumentVector = Vector(arguments.Select(argument => NativeText.Terminated(function, argument)));
        var environment = Vector(CleanEnvironment().Select(variable => NativeText.Terminated(function, variable)));
        try
        {
            _ = LibC.posix_spawnattr_setflags(attributes, OwnGroup | DefaultSignals | SignalMask);
            _ = LibC.posix_spawnattr_setpgroup(attributes, 0);
            _ = LibC.sigfillset(signals);
            _ = LibC.posix_spawnattr_setsigdefault(attributes, signals);
            _ = LibC.sigemptyset(signals);
            _ = LibC.posix_spawnattr_setsigmask(attributes, signals);
            for (var target = 0; target < descriptors.Length; target++)
            {
                if (descriptors[target] >= 0)
                    _ = LibC.posix_spawn_file_actions_adddup2(actions, descriptors[target], target);
            }

            CloseOthers(actions);
            return LibC.posix_spawnp(out process, NativeText.Terminated(function, arguments[0]), actions, attributes, argumentVector, environment);
        }
        finally
        {
            Free(argumentVector);
            Free(environment);
            _ = LibC.posix_spawn_file_actions_destroy(actions);
            _ = LibC.posix_spawnattr_destroy(attributes);
        }
    }

    // The host's own close at exec; those that it was started with need not.
    private static void CloseOthers(byte[] actions)
    {
        try
        {
            _ = LibC.posix_spawn_file_actions_addclosefrom_np(actions, FirstOther);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without it (musl, or glibc before 2.34).
        }
    }

    private static IEnumerable<string> CleanEnvironment()
    {
        yield return "PATH=" + (Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : DefaultPath);
        foreach (var name in new[] { "HOME", "LANG" })
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                yield return $"{name}={value}";
        }
    }

    private static nint[] Vector(IEnumerable<byte[]> strings)
    {
        var pointers = new List<nint>();
        foreach (var text in strings)
        {
            var copy = Marshal.AllocHGlobal(text.Length);
            Marshal.Copy(text, 0, copy, text.Length);
            pointers.Add(copy);
        }

        return [.. pointers, 0];
    }

    private static void Free(nint[] vector)
    {
        foreach (var pointer in vector)
            Marshal.FreeHGlobal(pointer);
    }
}
