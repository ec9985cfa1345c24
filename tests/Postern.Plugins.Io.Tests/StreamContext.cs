using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Io.Tests;

/// <summary>Contexts with this plugin's variables.</summary>
internal static class StreamContext
{
    public static RuntimeBlock Settings { get; } = new();

    public static OpenFunctions Functions { get; } = new(Settings);

    public static FakeMflContext Create(CancellationToken cancellation = default)
    {
        var context = new FakeMflContext { Cancellation = cancellation };
        context.Variables["io_buffering"] = new MflValue(0);
        context.Variables["io_buffer_size"] = new MflValue(4096);
        return context;
    }
}
