namespace Postern.PluginLoading;

/// <summary>A plugin cannot be used; the message is the reason in words, on one line.</summary>
public sealed class PluginException(string reason, Exception? inner = null) : Exception(reason, inner);
