namespace Postern.Milter.Wire;

/// <summary>The stages for which a filter can choose macros (<c>SMFIM_*</c>).</summary>
internal enum MacroListStage : uint
{
    Connect = 0,
    Helo = 1,
    Mail = 2,
    Rcpt = 3,
    Data = 4,
    EndOfMessage = 5,
    EndOfHeaders = 6,
}
