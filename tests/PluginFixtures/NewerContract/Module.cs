using Postern.Abstractions;

namespace NewerContract;

public sealed class Module : IFutureMarker;
