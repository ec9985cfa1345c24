namespace Postern.Mfl.Syntax;

/// <summary>The handlers of manual nodes "Handlers" and "Special handlers"; the MFL name is the value's name in lower case.</summary>
internal enum HandlerKind
{
    Connect,
    Helo,
    Envfrom,
    Envrcpt,
    Data,
    Header,
    Eoh,
    Body,
    Eom,
    Begin,
    End,
    Startup,
    Shutdown,
    Action,
}
