namespace Postern.Plugins.Mime.Fields;

/// <summary>A piece of a parameter (RFC 2231 §3).</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="IsExtended">It may hold bytes as percent sign and two digits.</param>
/// <param name="Value">Its value as it stands there.</param>
internal readonly record struct ParameterSection(int Index, bool IsExtended, string Value);
