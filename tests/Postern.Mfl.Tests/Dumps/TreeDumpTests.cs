using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests.Dumps;

[TestClass]
public sealed class TreeDumpTests
{
    [TestMethod]
    public void WriteTree_HandlerAndFunction_ShowsTypesRolesAndLines()
    {
        const string Source = """
            string who "x"
            func plus(number a; number b) returns number
            do
              return a + 1 + 2
            done
            prog helo
            do
              if $1 matches "a" and plus(1) = 4
                reject 550 5.7.1 "no %who"
              else
                echo plus(1)
              fi
            done
            """;

        Assert.AreEqual(
            """
            State handlers:
            ---------------
            helo: (F:6)
              if (F:8)
                if branch
                  condition: logical is and: number
                    left: match: number
                      subject: handler argument 1: string
                      pattern: text "a": string
                    right: binary equal: number
                      left: call plus: number
                        number 1: number
                      right: number 4: number
                  body:
                    reply reject (F:9)
                      code: text "550": string
                      extended code: text "5.7.1": string
                      message: concatenation: string
                        text "no ": string
                        variable global who: string
                else:
                  echo (F:11)
                    value: convert: string
                      operand: call plus: number
                        number 1: number

            User functions:
            ---------------
            function plus (number a; number b) returns number: (F:2)
              return (F:4)
                value: binary add: number
                  left: binary add: number
                    left: variable parameter a: number
                    right: number 1: number
                  right: number 2: number


            """,
            Dump(Source));
    }

    [TestMethod]
    public void WriteTree_CatchThatNamesItsArguments_Ends()
    {
        string tree = Dump("prog helo do\ntry do pass echo number(\"1\") done catch * do echo \"$1: $2\" done\ndone\n");

        StringAssert.Contains(tree, "catch *:", StringComparison.Ordinal);
        StringAssert.Contains(tree, "catch argument 2: string", StringComparison.Ordinal);
    }

    private static string Dump(string source)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ProgramRun.Program(source).WriteTree(output);
        return output.ToString();
    }
}
