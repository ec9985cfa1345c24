namespace Postern.Plugins.Greylist.Checks;

/// <summary>What a check goes by, in seconds.</summary>
/// <param name="Now">The time.</param>
/// <param name="Interval">How long a sender has to wait.</param>
/// <param name="Window">Until when it has to be back.</param>
/// <param name="Lifetime">How long one that has passed is known, from its last pass on.</param>
/// <param name="Passes">How many senders of a client have to pass until its senders need not wait any more; zero for never.</param>
internal readonly record struct CheckQuery(long Now, long Interval, long Window, long Lifetime, long Passes);
