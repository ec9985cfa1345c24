using System.IO.Pipes;
using Microsoft.Extensions.Logging;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>Runs a command with pipes to its standard descriptors.</summary>
internal sealed class CommandOpener(string function, string name, StreamTable table, ILogger logger)
{
    // Descriptors that belong to the child alone.
    private readonly List<int> _handedOver = [];

    /// <summary>Starts a command.</summary>
    /// <param name="request">The command and its pipes.</param>
    /// <param name="isConstant">Whether its text is a constant of the program.</param>
    /// <param name="arguments">Further arguments.</param>
    /// <param name="given">Streams to use as standard input, output and error in the place of pipes.</param>
    public ScriptStream Open(CommandRequest request, bool isConstant, IReadOnlyList<string> arguments, ReadOnlySpan<ScriptStream?> given)
    {
        var command = CommandLine.Parse(function, request.Text, isConstant, arguments);
        var isTwoWay = request is { Reads: true, Writes: true };
        table.RequireRoom(function, isTwoWay ? 2 : 1);
        Span<int> descriptors = [-1, -1, -1];
        Endpoint? input = null;
        Endpoint? output = null;
        try
        {
            if (given[0] is { } source)
                descriptors[0] = DescriptorOf(source.Input);
            else if (request.Writes)
                output = new PipeEndpoint(Pipe(childReads: true, out descriptors[0]), PipeDirection.Out);
            else
                descriptors[0] = Null(LibC.ReadOnly);
            if (given[1] is { } target)
                descriptors[1] = DescriptorOf(target.Output);
            else if (request.Reads)
                input = new PipeEndpoint(Pipe(childReads: false, out descriptors[1]), PipeDirection.In);
            descriptors[2] = given[2] is { } errors ? DescriptorOf(errors.Output) : ErrorsOf(request);
            var stream = new ScriptStream(name, input, output) { Child = ProcessStarter.Start(function, command, descriptors) };
            (input, output) = (null, null);
            return stream;
        }
        finally
        {
            foreach (var descriptor in _handedOver)
                _ = LibC.close(descriptor);
            Abandon(input);
            Abandon(output);
        }
    }

    // Started on nothing: a pipe's disposal does not wait.
    private static void Abandon(Endpoint? endpoint)
    {
        if (endpoint is not null)
            _ = endpoint.DisposeAsync().AsTask();
    }

    private static int DescriptorOf(Endpoint? endpoint) => endpoint switch
    {
        null => throw StreamErrors.BadDescriptor,
        FileEndpoint => endpoint.Descriptor,
        _ => Blocking(endpoint.Descriptor),
    };

    // The child shares the state of the descriptor.
    private static int Blocking(int descriptor)
    {
        _ = LibC.fcntl(descriptor, LibC.SetFlags, 0);
        return descriptor;
    }

    private int Pipe(bool childReads, out int childEnd)
    {
        var pipe = NativePipe.Open(function);
        childEnd = childReads ? pipe.ReadEnd : pipe.WriteEnd;
        _handedOver.Add(childEnd);
        return childReads ? pipe.WriteEnd : pipe.ReadEnd;
    }

    private int Null(int flags)
    {
        var descriptor = FileOpener.Open("/dev/null", flags, null);
        _handedOver.Add(descriptor);
        return descriptor;
    }

    private int ErrorsOf(CommandRequest request)
    {
        if (request.Errors.StartsWith("file:", StringComparison.Ordinal))
        {
            var how = LibC.ReadWrite | LibC.Create | (request.AppendsErrors ? LibC.Append : LibC.Truncate);
            var descriptor = FileOpener.Open(request.Errors[5..], how, table.Mask);
            _handedOver.Add(descriptor);
            return descriptor;
        }

        if (!request.Errors.StartsWith("syslog:", StringComparison.Ordinal))
            return Null(LibC.ReadWrite);
        var reader = Pipe(childReads: false, out var childEnd);
        _ = new ErrorLog(logger, request.Errors[7..]).ReadAsync(new PipeEndpoint(reader, PipeDirection.In));
        return childEnd;
    }
}
