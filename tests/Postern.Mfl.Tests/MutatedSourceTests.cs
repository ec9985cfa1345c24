using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests;

/// <summary>Sources broken in arbitrary ways: the compiler answers each with a program or with diagnostics.</summary>
[TestClass]
public sealed class MutatedSourceTests
{
    private const int Mutations = 1000;

    private const string Source =
        """
        #pragma regex +extended
        dclex e_mine
        const do A B C 10 D done
        precious number total 0
        set text "a" . "b"
        func sum(number n; string s, number ...) returns number do
          catch e_mine do echo "$1: $2" return -1 done
          number r 0
          loop outer for number i 1, while i < $# - @s, set i i + 1 do
            if i = 3 next outer elif i > 100 break fi
            set r r + $(i)
          done
          return r + sum(1, "x", $@) / n
        done
        func main(...) returns number do
          set s <<EOT
        line %total and ${client_addr} \\1
        EOT
          switch s do case "a" or "b": echo s default: echo 1 . 2 + 3 done
          try do throw e_mine "text %s" done catch * do echo "%__line__ $1 $2" done
          if s matches "^(a|b)+$" and not s fnmatches "x*" echo "\\1" else echo sed(s, 's/a/\\u&/g') fi
          void(t_join(",", $@))
          return sum(A, B, C) << 2
        done
        prog begin do catch * do tempfail 451 4.3.0 "later" done done
        prog envfrom do if $1 matches 'spam' reject 550 5.7.1 "no" . $2 fi add "X-A" total done
        prog header do set total total + 1 done
        prog eom do replace "X-B" t_upper($f) delete "X-C" t_quarantine("q") reject(550, "5.1.1", text) done
        """;

    private static readonly string[] Words =
    [
        "do", "done", "func", "returns", "number", "string", "set", "if", "fi", "else", "loop", "for", "while", "break", "next", "switch",
        "case", "default", "try", "catch", "throw", "return", "echo", "reject", "add", "prog", "eom", "helo", "const", "(", ")", ",", ";", ":",
        "$1", "$(", "$@", "$#", "@", "\\1", "%", "\"", "'", ".", "+", "-", "/", "0", "99999999999999999999", "matches", "mx", "sed", "main", "sum",
        "e_mine", "A", "text", "#", "/*", "<<EOT", "require", "module", "on", "poll", "vaptr", "alias", "precious", "static", "\n", "\0", "\u00FF",
    ];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Compile_MutatedSource_NeverThrows(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Mutations; i++)
        {
            string source = Mutate(random);
            try
            {
                var (program, diagnostics) = ProgramRun.Compile(source);
                Assert.IsTrue(program is not null || diagnostics.Any(static line => !line.Contains("warning:", StringComparison.Ordinal)));
            }
            catch (Exception e) when (e is not AssertFailedException)
            {
                Assert.Fail($"{e}\n{source}");
            }
        }
    }

    [TestMethod]
    public void Compile_SourceItself_HasNoErrors() => Assert.IsNotNull(ProgramRun.Program(Source));

    private static string Mutate(Random random)
    {
        string source = Source;
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            int at = random.Next(source.Length);
            int length = Math.Min(random.Next(0, 12), source.Length - at);
            source = random.Next(4) switch
            {
                0 => source.Remove(at, length),
                1 => source.Insert(at, $" {Words[random.Next(Words.Length)]} "),
                2 => source.Remove(at, length).Insert(at, Words[random.Next(Words.Length)]),
                _ => source.Insert(at, source.Substring(random.Next(source.Length - 40), random.Next(40))),
            };
        }

        return source;
    }
}
