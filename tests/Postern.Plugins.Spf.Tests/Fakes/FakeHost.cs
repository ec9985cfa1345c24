using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Hosting;

namespace Postern.Plugins.Spf.Fakes;

internal sealed class FakeHost(TimeProvider time) : IHostEnvironment
{
    public string StateDirectory => "/";

    public string PluginDirectory => "/";

    public TimeProvider Time => time;

    public ILoggerFactory Loggers => NullLoggerFactory.Instance;
}
