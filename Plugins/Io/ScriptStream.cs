using System.Buffers;
using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>What a descriptor of a script stands for. Used by one call at a time.</summary>
internal sealed class ScriptStream(string name, Endpoint? input, Endpoint? output) : IAsyncDisposable
{
    private readonly InputBuffer _ahead = new();
    private readonly ArrayBufferWriter<byte> _behind = new();

    public string Name => name;

    public Endpoint? Input { get; private set; } = input;

    public Endpoint? Output { get; private set; } = output;

    public ChildProcess? Child { get; init; }

    public string Delimiter { get; set; } = "\n";

    public BufferMode Mode { get; set; }

    public int BufferSize { get; set; }

    /// <summary>The descriptor of the output side of a pipe in both directions; -1 without one.</summary>
    public int OutputSide { get; set; } = -1;

    /// <summary>Reads exactly so many bytes, or what is left.</summary>
    public async ValueTask<string> ReadAsync(long count, CancellationToken cancellationToken)
    {
        var endpoint = await ForReadingAsync(cancellationToken);
        if (count < 0)
            throw StreamErrors.Reading(name, LibC.Describe(LibC.ErrorBadAddress));
        while (_ahead.Count < count && await _ahead.FillAsync(endpoint, name, cancellationToken))
        {
        }

        return count == 0 || _ahead.Count == 0
            ? throw new MflException(MflExceptionCode.EndOfFile, $"read: EOF on {name}")
            : _ahead.Take((int)Math.Min(count, _ahead.Count));
    }

    /// <summary>Reads bytes as they come; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var endpoint = await ForReadingAsync(cancellationToken);
        if (_ahead.Count > 0)
            return _ahead.Take(buffer.Span);
        try
        {
            return await endpoint.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw StreamErrors.Reading(name, StreamErrors.Reason(e));
        }
    }

    /// <summary>Reads up to a delimiter, which is dropped; an empty one delimits single bytes.</summary>
    public async ValueTask<string> ReadToAsync(string delimiter, CancellationToken cancellationToken)
    {
        var endpoint = await ForReadingAsync(cancellationToken);
        var wanted = Encoding.Latin1.GetBytes(delimiter);
        var searched = 0;
        while (true)
        {
            if (wanted.Length == 0 && _ahead.Count > 0)
                return _ahead.Take(1);
            if (wanted.Length > 0 && _ahead.Bytes[searched..].IndexOf(wanted) is >= 0 and var found)
                return _ahead.Take(searched + found, wanted.Length);

            searched = Math.Max(0, _ahead.Count - wanted.Length + 1);
            if (await _ahead.FillAsync(endpoint, name, cancellationToken))
                continue;
            return _ahead.Count > 0 ? _ahead.Take(_ahead.Count) : throw new MflException(MflExceptionCode.EndOfFile, $"EOF on {name}");
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (Output is null)
            throw StreamErrors.Writing(name, LibC.Describe(LibC.ErrorBadDescriptor));
        ForgetReadAhead();
        if (Mode == BufferMode.None)
        {
            await SendAsync(bytes, cancellationToken);
            return;
        }

        _behind.Write(bytes.Span);
        if (_behind.WrittenCount >= BufferSize || (Mode == BufferMode.Line && bytes.Span.Contains((byte)'\n')))
            await FlushAsync(cancellationToken);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_behind.WrittenCount == 0)
            return;
        var bytes = _behind.WrittenSpan.ToArray();
        _behind.Clear();
        await SendAsync(bytes, cancellationToken);
    }

    public async ValueTask RewindAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        _ahead.Clear();
        (Input ?? Output)?.Seek(0, SeekOrigin.Begin);
    }

    /// <summary>Puts the system's position where the script's is, for a child that inherits the file.</summary>
    public async ValueTask SynchronizeAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        ForgetReadAhead();
    }

    /// <summary>Ends one direction; <see langword="false"/> when nothing is left of the stream.</summary>
    public async ValueTask<bool> ShutdownAsync(bool reading, bool writing, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        if ((Input ?? Output) is { CanSeek: true })
            return !reading;
        if (writing && Output is { } output)
        {
            Output = null;
            output.EndWriting();
            if (!ReferenceEquals(output, Input))
                await output.DisposeAsync();
        }

        if (reading && Input is { } input)
        {
            Input = null;
            _ahead.Clear();
            if (!ReferenceEquals(input, Output))
                await input.DisposeAsync();
        }

        return Input is not null || Output is not null;
    }

    /// <summary>Closes without waiting for the child.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Output is not null)
            await Output.DisposeAsync();
        if (Input is not null && !ReferenceEquals(Input, Output))
            await Input.DisposeAsync();
    }

    private async ValueTask<Endpoint> ForReadingAsync(CancellationToken cancellationToken)
    {
        if (Input is null)
            throw StreamErrors.Reading(name, LibC.Describe(LibC.ErrorBadDescriptor));
        await FlushAsync(cancellationToken);
        return Input;
    }

    private void ForgetReadAhead()
    {
        if (Input is { CanSeek: true } file && _ahead.Count > 0)
        {
            file.Seek(-_ahead.Count, SeekOrigin.Current);
            _ahead.Clear();
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await Output!.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException e)
        {
            throw StreamErrors.Writing(name, StreamErrors.Reason(e));
        }
    }
}
