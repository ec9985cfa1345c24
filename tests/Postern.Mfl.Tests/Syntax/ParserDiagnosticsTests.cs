namespace Postern.Mfl.Tests.Syntax;

/// <summary>What the parser says of wrong sources; the words are those of mailfromd 8.15 where it says something.</summary>
[TestClass]
public sealed class ParserDiagnosticsTests
{
    private const string Statement = ", expecting const or precious or static or public";

    [TestMethod]
    [DataRow("echo foo", "F:2.6-8: syntax error, unexpected identifier: `foo' is not known")]
    [DataRow("foo(1)", "F:2.1-3: syntax error, unexpected identifier: `foo' is not known")]
    [DataRow("number n 08", "F:2.11: syntax error, unexpected number" + Statement)]
    [DataRow("echo 1 < 2 < 3", "F:2.12: syntax error, unexpected <")]
    [DataRow("echo 1 == 1 != 1", "F:2.13-14: syntax error, unexpected !=, expecting < or <= or > or >=")]
    [DataRow("echo 1 + not 0", "F:2.10-12: syntax error, unexpected !")]
    [DataRow("switch 1 do done", "F:2.13-16: syntax error, unexpected done, expecting case or default")]
    [DataRow("switch 1 do case 1: done", "F:2.21-24: syntax error, unexpected done" + Statement)]
    [DataRow("switch 1 do default: pass default: pass done", "F:2.27-33: duplicate default statement\nF:2.13-19: previously defined here")]
    [DataRow("loop do done", "F:2.9-12: syntax error, unexpected done" + Statement)]
    [DataRow("loop while 1, while 2 do break done", "F:2.15-21: duplicate while statement")]
    [DataRow("loop set i 0, set j 1 do break done", "F:2.15-21: duplicate loop increment")]
    [DataRow("break", "F:2.1-5: `break' used outside of `loop'")]
    [DataRow("next", "F:2.1-4: `next' is used outside `loop'; did you mean `pass'?")]
    [DataRow("loop do break foo done", "F:2.15-17: no such loop: foo")]
    [DataRow("try do pass done", "F:3.1-6: syntax error, unexpected return, expecting catch")]
    [DataRow("throw", "F:3.1-6: syntax error, unexpected return, expecting string or number")]
    [DataRow("echo $@", "F:2.6-7: syntax error, unexpected $@")]
    [DataRow("echo @zz", "F:2.7-8: syntax error, unexpected identifier, expecting variable")]
    [DataRow("echo vaptr(1)", "F:2.12: syntax error, unexpected number, expecting $(n) or $n or variable")]
    [DataRow("void(5)", "F:2.6: syntax error, unexpected number, expecting sed or builtin function or function")]
    [DataRow("number(5)", "F:2.1-6: syntax error, unexpected typecast" + Statement)]
    [DataRow("set x (1", "F:3.1-6: syntax error, unexpected return")]
    [DataRow("set x 1)", "F:2.8: syntax error, unexpected ')'" + Statement)]
    [DataRow("echo \"abc\ndef\"", "F:2.6: syntax error, unexpected $undefined")]
    [DataRow("echo 'abc", "F:2.6: syntax error, unexpected $undefined")]
    [DataRow("set length 5", "F:2.5-10: syntax error, unexpected builtin function, expecting identifier or variable")]
    [DataRow("set main 5", "F:2.5-8: syntax error, unexpected function, expecting identifier or variable")]
    [DataRow("set for 5", "F:2.5-7: syntax error, unexpected for, expecting identifier or variable")]
    [DataRow("echo %x", "F:2.6: syntax error, unexpected '%'")]
    [DataRow("echo \"%undefined\"", "F:2.7-16: variable undefined is not defined")]
    [DataRow("echo length \"x\"", "F:2.13-15: syntax error, unexpected string, expecting '('")]
    [DataRow("echo length(\"x\",)", "F:2.17: syntax error, unexpected ')'")]
    [DataRow("reject(503, 5.0.0)", "F:2.18: syntax error, unexpected ')', expecting ','")]
    [DataRow("reject 55 5.1.1 \"a\"", "F:2.8-9: invalid SMTP reply code")]
    [DataRow("reject 550 5.7 \"x\"", "F:2.16-18: syntax error, unexpected string, expecting '.'")]
    [DataRow("reject \"550\" \"x\"", "F:2.8-12: syntax error, unexpected string" + Statement)]
    [DataRow("accept 250", "F:2.1-6: warning: arguments are ignored for accept")]
    [DataRow("on 5 do when 1: pass done", "F:2.4: syntax error, unexpected number, expecting poll or sed or builtin function or function")]
    [DataRow("on poll \"a\" do when 0: pass done", "F:2.1-2: `on poll' used without prior `require poll'")]
    [DataRow("catch e_foo do pass done", "F:2.7-11: syntax error, unexpected identifier, expecting string or number or '*'")]
    [DataRow("try do pass done catch * do echo $4 done", "F:2.34-35: argument number too high")]
    [DataRow("number n 5 number n 6", "F:2.19: duplicate variable: n")]
    [DataRow("number n string n", "F:2.17: redeclaring `n' as different data type\nF:2.8: this is the location of the previous definition")]
    [DataRow("set q \"X\" add q \"y\"", "F:2.15: syntax error, unexpected variable, expecting string or number")]
    [DataRow("#error \"bad thing\"\npass", "F:2.1-18: #error \"bad thing\"")]
    [DataRow("#warning \"odd\"\npass", "F:2.1-14: warning: #warning \"odd\"")]
    [DataRow("#line x\npass", "F:2.1-7: malformed #line statement")]
    [DataRow("#line 50 \"foo\"\necho bar", "foo:50.6-8: syntax error, unexpected identifier: `bar' is not known")]
    [DataRow("# 50 \"foo\"\necho bar", "foo:50.6-8: syntax error, unexpected identifier: `bar' is not known")]
    [DataRow("#include\"nono\"\npass", "F:2.1-14: warning: this is a comment: `#include' wants a blank before its argument")]
    [DataRow("#include \"nono\"\npass", "F:2.1-15: nono: no such file or directory")]
    [DataRow("#pragma regex +bogus\npass", "F:2.1-20: unknown regexp flag: bogus")]
    [DataRow("#pragma regex pop\npass", "F:2.1-17: nothing to pop")]
    [DataRow("#pragma bogus\npass", "F:2.1-13: unknown pragma")]
    [DataRow("#pragma stacksize 1z\npass", "F:2.1-20: invalid size suffix (near z)")]
    [DataRow("#pragma greylist foo\npass", "F:2.1-20: unknown semantics; allowed values are: traditional (or gray) and ct (or con-tassios)")]
    [DataRow("#pragma prereq 9.0\npass", "F:2.1-18: this source file requires mailfromd version 9.0 or later,\nF:2.1-18: but you use version 8.15")]
    [DataRow("#pragma prereq x\npass", "F:2.1-16: invalid version syntax")]
    [DataRow("#pragma miltermacros foo i\npass", "F:2.1-26: unknown smtp state tag: foo")]
    [DataRow("return", "F:2.1-6: `return' with no value, in function returning non-void")]
    [DataRow("if 1 pass else pass elif 2 pass fi", "F:2.21-24: syntax error, unexpected elif" + Statement)]
    [DataRow("dclex foo", "F:2.1-5: syntax error, unexpected dclex" + Statement)]
    public void Body_WithAMistake_IsDiagnosed(string source, string expected) =>
        Assert.AreEqual(expected, new ParserRun($"func main(...) returns number do\n{source}\nreturn 0 done\n").Messages);

    [TestMethod]
    [DataRow("foo", "F:1.1-3: unexpected identifier")]
    [DataRow("set", "F:2.1-4: syntax error, unexpected func, expecting identifier or variable")]
    [DataRow("set 5 5", "F:1.5: syntax error, unexpected number, expecting identifier or variable")]
    [DataRow("prog bogus do pass done", "F:1.6-10: unknown smtp state tag: bogus")]
    [DataRow("prog envform do pass done", "F:1.6-12: unknown smtp state tag: envform; did you mean `envfrom'?")]
    [DataRow("prog envfrom do done", "F:1.17-20: syntax error, unexpected done" + Statement)]
    [DataRow("prog envfrom pass", "F:1.14-17: syntax error, unexpected pass, expecting do")]
    [DataRow("prog \"envfrom\" do pass done", "F:1.6-14: syntax error, unexpected string, expecting identifier")]
    [DataRow("begin do pass done", "F:1.1-5: warning: use of begin as a keyword is deprecated\nF:1.1-5: warning: use 'prog begin' instead")]
    [DataRow("func f", "F:2.1-4: syntax error, unexpected func, expecting '('")]
    [DataRow("func f(number) do pass done", "F:1.8-13: warning: unnamed formal parameters are deprecated")]
    [DataRow("func f(x) do pass done", "F:1.8: syntax error, unexpected identifier, expecting ')'")]
    [DataRow("func f(number a;...) do pass done", "F:1.17-19: syntax error, unexpected ..., expecting data type")]
    [DataRow("func f(number a, number a) do pass done", "F:1.25: duplicate parameter: a")]
    [DataRow("func f() returns void do pass done", "F:1.18-21: syntax error, unexpected void, expecting data type")]
    [DataRow("func f() do func g() do pass done done", "F:1.13-16: syntax error, unexpected func" + Statement)]
    [DataRow("func f() do pass done func f() do pass done", "F:1.28: syntax error, unexpected function, expecting identifier or variable")]
    [DataRow("func f() alias f do f() done", "F:1.6: redefinition of function f\nF:1.6: previously defined here")]
    [DataRow("func f() do return 5 done", "F:1.13-18: `return' with a value, in function returning void")]
    [DataRow("prog envfrom do return done", "F:1.17-22: `return' outside of a function")]
    [DataRow("prog envfrom do echo $5 done", "F:1.22-23: argument number too high")]
    [DataRow("prog begin do echo $1 done", "F:1.20-21: argument number too high")]
    [DataRow("prog envfrom do echo $(1) done", "F:1.22: $(expr) is allowed only in a function with variable number of arguments")]
    [DataRow("func f(string a) do f(\"a\", $@) done", "F:1.28-29: $@ is allowed only in variadic functions")]
    [DataRow("func f(string a, ...) do f(\"x\", $@, \"y\") done", "F:1.35: syntax error, unexpected ',', expecting ')'")]
    [DataRow("prog begin do reject done", "F:1.15-20: Sendmail action is not allowed in begin block")]
    [DataRow("prog end do add \"x\" \"y\" done", "F:1.13-23: header action is not allowed in end block")]
    [DataRow("const x", "F:2.1-4: syntax error, unexpected func")]
    [DataRow("const do done", "F:1.10-13: syntax error, unexpected done, expecting identifier or variable")]
    [DataRow("const do A \"x\" B done", "F:1.16: initializer element is not numeric")]
    [DataRow("precious const C 7", "F:1.1-8: `precious' used with const")]
    [DataRow("static public number x", "F:1.1-13: `static' and `public' used together")]
    [DataRow("static static number x", "F:1.8-13: warning: duplicate `static'")]
    [DataRow("const a 5 dclex a", "F:1.17: syntax error, unexpected number, expecting identifier")]
    [DataRow("const A \"x\" number A", "F:1.20: syntax error, unexpected string, expecting identifier or variable")]
    [DataRow("number A const A 5", "F:1.16: warning: constant name `A' clashes with a variable name\nF:1.8: warning: this is the location of the previous definition")]
    [DataRow("number x 5 number x 6", "F:1.19: warning: variable `x' already initialized\nF:1.8: warning: this is the location of the previous initialization")]
    [DataRow("set x 5 set x \"a\"", "F:1.13: redeclaring `x' as different data type\nF:1.5: this is the location of the previous definition\nF:1.13: warning: variable `x' already initialized\nF:1.5: warning: this is the location of the previous initialization")]
    [DataRow("require nonexist", "F:1.9-16: nonexist: no such file or directory")]
    [DataRow("require status.", "F:1.15: syntax error, unexpected '.', expecting a declaration: func, prog, require, from, const, dclex, set, or a data type")]
    [DataRow("from status import foo", "F:2.1-4: syntax error, unexpected func, expecting '.' or ','")]
    [DataRow("from status import '/[/'.", "F:1.20-24: cannot compile regex: Invalid regular expression")]
    [DataRow("number x module \"x\".", "F:1.10-15: misplaced `module': it must come first in its file, and only once")]
    [DataRow("module \"x\"", "F:2.1-4: syntax error, unexpected func, expecting precious or static or public or '.'")]
    [DataRow("prog eom do pass done prog eom do pass done", "F:1.23-43: warning: redefinition of handler `eom'\nF:1.1-21: warning: this is the location of the previous definition")]
    [DataRow("number g func f(string g) do number g done", "F:1.24: warning: parameter `g' is shadowing a global\nF:1.37: warning: automatic variable `g' is shadowing a parameter")]
    [DataRow("number g prog eom do string g done", "F:1.29: warning: automatic variable `g' is shadowing a global")]
    [DataRow("number reslt func f() do set result 1 echo resutl done", "F:1.44-49: syntax error, unexpected identifier: `resutl' is not known; did you mean `result'?")]
    public void TopLevel_WithAMistake_IsDiagnosed(string source, string expected) =>
        Assert.AreEqual(
            expected,
            new ParserRun(
                $"{source}\nfunc main(...) returns number do return 0 done\n",
                new() { ["/mod/status.mfl"] = "module 'status'. const success 0" }).Messages);

    [TestMethod]
    public void Recovery_SeveralMistakes_ReportsEach() =>
        Assert.AreEqual(
            """
            F:2.10: syntax error, unexpected number, expecting identifier or variable
            F:5.10-11: syntax error, unexpected fi
            F:7.12: syntax error, unexpected ')', expecting const or precious or static or public
            F:11.6-10: syntax error, unexpected identifier: `wrong' is not known
            """,
            new ParserRun(
                """
                prog helo do
                  number 5
                  set x 1
                  if x
                    echo fi
                  loop while 1 do
                    echo x ) )
                  done
                done
                func f() do
                echo wrong
                done
                """).Messages);

    [TestMethod]
    public void Recovery_BrokenHeader_KeepsTheNextDefinition()
    {
        var run = new ParserRun("func f(number) x do pass done\nfunc g() do pass done\nprog eom do g() done");
        Assert.AreEqual(
            "F:1.8-13: warning: unnamed formal parameters are deprecated\nF:1.16: syntax error, unexpected identifier, expecting do",
            run.Messages);
        Assert.HasCount(3, run.Program.Main.Declarations);
    }

    [TestMethod]
    public void HereDocument_Unterminated_IsAnError() =>
        Assert.AreEqual(
            "F:1.19-23: end of file in string: no line consists of EOT\n"
            + "F:2.1-3: syntax error, unexpected $end",
            new ParserRun("func f() do set x <<EOT\nabc").Messages);

    [TestMethod]
    public void TopBlock_Unterminated_IsAnError() =>
        Assert.AreEqual("F:1.1: end of file in shell block: no line consists of !#", new ParserRun("#!/bin/x\nfoo\n !#\n").Messages);

    [TestMethod]
    public void TopBlock_BeforeTheProgram_IsSkipped()
    {
        var run = new ParserRun("#! /bin/x\nfoo\n!#\nfunc f() do echo __line__ done");
        Assert.AreEqual("", run.Messages);
        StringAssert.Contains(run.Printed, "echo 4\n", StringComparison.Ordinal);
    }
}
