namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>What an expectation says of a header field.</summary>
internal enum HeaderChange
{
    /// <summary>The message has it in the end.</summary>
    Present,

    /// <summary>The filter has added it.</summary>
    Added,

    /// <summary>The filter has given it another value.</summary>
    Changed,

    /// <summary>The filter has removed it.</summary>
    Removed,
}
