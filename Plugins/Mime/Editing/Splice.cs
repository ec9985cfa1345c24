using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Editing;

/// <summary>Bytes that stand in the place of others.</summary>
/// <param name="Start">Where those begin, in the original.</param>
/// <param name="End">Where they end; <paramref name="Start"/> to insert.</param>
/// <param name="Content">What stands there instead.</param>
internal sealed record Splice(long Start, long End, IMessageContent Content);
