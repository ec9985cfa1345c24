namespace Postern.Plugins.Databases.Formats;

/// <summary>How the verification of an address has ended, as records hold it.</summary>
internal enum CacheStatus
{
    Success = 0,
    NotFound = 1,
    Failure = 2,
    TemporaryFailure = 3,
    Timeout = 4,
}
