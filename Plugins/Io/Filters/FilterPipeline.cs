using System.Buffers;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Filters;

/// <summary>Filters one behind the other; bytes go in piece by piece, bytes come out.</summary>
internal sealed class FilterPipeline : IDisposable
{
    private const int PieceSize = 64 * 1024;
    private const int MostFilters = 64;

    private readonly List<(StreamFilter Filter, MemoryStream Output)> _stages = [];

    private FilterPipeline()
    {
    }

    /// <summary>Reads <c>NAME[(ARGUMENT, ...)] | NAME...</c></summary>
    /// <exception cref="MflException"><c>e_failure</c>: the text is malformed, or a filter does not exist or refuses its arguments.</exception>
    public static FilterPipeline Parse(string function, string text)
    {
        var cursor = new FilterCursor(function, text);
        var pipeline = new FilterPipeline();
        try
        {
            do
            {
                var name = cursor.Name();
                var arguments = cursor.Arguments();
                var filter = FilterCatalog.TryMake(function, name, arguments, out var problem);
                pipeline.Add(filter ?? throw new MflException(
                    MflExceptionCode.Failure,
                    $"{function}: failed to create filter {name}: {problem}, near {name}{(arguments.Count > 0 ? "(" + string.Join(',', arguments) + ")" : "")}"));
            }
            while (cursor.Next());
            (var whole, pipeline) = (pipeline, null!);
            return whole;
        }
        finally
        {
            pipeline?.Dispose();
        }
    }

    /// <summary>Reads <c>[~]NAME [ARGUMENT...] + [~]NAME...</c>, words that stand between blanks; <c>~</c> undoes what the filter does. Empty: nothing changes.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: a filter does not exist or refuses its arguments.</exception>
    public static FilterPipeline ParseChain(string function, string text)
    {
        var words = CommandWords.Split(text)
            ?? throw new MflException(MflExceptionCode.Failure, $"{function}: a quote of the filter chain has no end: {text}");
        var pipeline = new FilterPipeline();
        try
        {
            for (var at = 0; at < words.Count;)
            {
                var arguments = words.Skip(at + 1).TakeWhile(static word => word != "+").ToArray();
                if (words[at] != "+")
                {
                    string problem;
                    var filter = words[at] is ['~', .. var inverse]
                        ? FilterCatalog.TryMakeInverse(function, inverse, arguments, out problem)
                        : FilterCatalog.TryMake(function, words[at], arguments, out problem);
                    pipeline.Add(filter ?? throw new MflException(MflExceptionCode.Failure, $"{function}: mu_filter_chain_create(\"{text}\"): {problem}"));
                    at += arguments.Length;
                }

                at++;
            }

            (var whole, pipeline) = (pipeline, null!);
            return whole;
        }
        finally
        {
            pipeline?.Dispose();
        }
    }

    /// <summary>Passes all of the input through the filters.</summary>
    public byte[] Run(ReadOnlySpan<byte> input)
    {
        var result = new MemoryStream(input.Length);
        for (; !input.IsEmpty; input = input[Math.Min(PieceSize, input.Length)..])
            result.Write(Take(input[..Math.Min(PieceSize, input.Length)]).Span);
        result.Write(End().Span);
        return result.ToArray();
    }

    /// <summary>Copies a stream through the filters.</summary>
    public async ValueTask CopyAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            while (await input.ReadAsync(buffer.AsMemory(0, PieceSize), cancellationToken) is > 0 and var count)
                await WriteAsync(output, _stages.Count == 0 ? buffer.AsMemory(0, count) : Take(buffer.AsSpan(0, count)), cancellationToken);
            await WriteAsync(output, End(), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        foreach (var (filter, _) in _stages)
            (filter as IDisposable)?.Dispose();
    }

    private static ValueTask WriteAsync(Stream output, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        bytes.IsEmpty ? default : output.WriteAsync(bytes, cancellationToken);

    private void Add(StreamFilter filter)
    {
        _stages.Add((filter, new MemoryStream()));
        if (_stages.Count > MostFilters)
            throw new MflException(MflExceptionCode.Failure, $"more than {MostFilters} filters");
    }

    private ReadOnlyMemory<byte> Take(ReadOnlySpan<byte> piece)
    {
        ReadOnlyMemory<byte> result = default;
        for (var i = 0; i < _stages.Count; i++)
        {
            var (filter, output) = _stages[i];
            output.SetLength(0);
            filter.Take(i == 0 ? piece : result.Span, output);
            result = Written(output);
        }

        return result;
    }

    private ReadOnlyMemory<byte> End()
    {
        ReadOnlyMemory<byte> result = default;
        foreach (var (filter, output) in _stages)
        {
            output.SetLength(0);
            filter.Take(result.Span, output);
            filter.End(output);
            result = Written(output);
        }

        return result;
    }

    private static ReadOnlyMemory<byte> Written(MemoryStream output) => output.GetBuffer().AsMemory(0, (int)output.Length);
}
