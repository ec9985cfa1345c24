namespace Postern.Abstractions;

public interface IFutureMarker;
