namespace Postern.Mfl.Runtime;

/// <summary>A run-time error that no <c>catch</c> of the program can intercept.</summary>
internal sealed class MflFatalException(string text) : Exception(text);
