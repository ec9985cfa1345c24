namespace Postern.Daemon.FilterTests.Running;

/// <summary>How a test ended.</summary>
internal enum TestStatus
{
    /// <summary>All came as expected.</summary>
    Passed,

    /// <summary>Something did not.</summary>
    Failed,

    /// <summary>It could not be played: the filter does not compile, or its start-up failed.</summary>
    Broken,
}
