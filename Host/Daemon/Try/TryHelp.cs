namespace Postern.Daemon.Try;

internal static class TryHelp
{
    public const string Text = $"""
        Usage: postern try [OPTION]... [MESSAGE.eml]
        Plays the MTA for one message against a milter, and prints each stage's reply and the message as changed.

          --socket ADDRESS       the milter: inet:PORT@HOST, unix:/PATH ... (default {TryOptions.DefaultSocket}, where ./run listens)
          --from ADDRESS         the envelope sender; "" is the null sender
          --to ADDRESS           a recipient; may be repeated
          --helo NAME            the argument of HELO
          --client NAME[ADDR]    the SMTP client, such as mail.example.org[192.0.2.1]
          --header "NAME: TEXT"  a header field; may be repeated
          --body TEXT            the body
          --eml FILE             the message, the same as MESSAGE.eml
          --macro NAME=VALUE     a macro for every stage; STAGE:NAME=VALUE for one (connect helo envfrom envrcpt data header eoh body eom)
          --version N            the milter protocol's version, 2 to 6 (default 6)
          --timeout SECONDS      the longest wait for an answer
          --diff                 show what has changed as a unified diff

        Exit code: 0 accepted or discarded, 1 refused by the filter, 64 wrong command line, 66 the message cannot be read,
        69 the milter cannot be reached or went away, 76 what answers is not a milter.

        """;
}
