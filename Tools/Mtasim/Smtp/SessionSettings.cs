using Postern.Tools.Mtasim.Administration;

namespace Postern.Tools.Mtasim.Smtp;

/// <summary>What a session is given.</summary>
/// <param name="Banner">The program's name and version.</param>
/// <param name="FilterName">The filter as the user named it; <see langword="null"/> without one.</param>
/// <param name="Sender">The SMTP client, when the command line says; then no command may.</param>
/// <param name="BodyChunk">The bytes of a piece of the body; <see langword="null"/> for the most that the protocol allows.</param>
internal sealed record SessionSettings(string Banner, string? FilterName, SenderAddress? Sender, int? BodyChunk);
