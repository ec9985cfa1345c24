using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Greylist;

/// <summary>What a decision on a record goes by. Times are in seconds.</summary>
/// <param name="Now">The time of the decision.</param>
/// <param name="Interval">How long a sender that is not known has to wait.</param>
/// <param name="ExpireInterval">How long a record lives; zero for ever.</param>
/// <param name="Algorithm">What the record means.</param>
internal readonly record struct GreylistQuery(long Now, long Interval, TimeSpan ExpireInterval, GreylistAlgorithm Algorithm);
