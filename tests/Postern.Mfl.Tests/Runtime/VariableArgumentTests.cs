namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class VariableArgumentTests
{
    private const string Functions = """
        func texts(string ...) returns string do string r "" loop for number i 1, while i <= $#, set i i + 1 do set r r . "[" . $(i) . "]" done return r done
        func sum(number ...) returns number do number r 0 loop for number i 1, while i <= $#, set i i + 1 do set r r + $(i) done return r done
        func via_texts(number x, string ...) returns number do return x + sum(1, $@) done
        func via_numbers(number x, number ...) returns string do return texts(x, $@) done

        """;

    [TestMethod]
    [DataRow("echo via_texts(1, \"2\", \"3\")", "7")]
    [DataRow("echo via_numbers(1, 2, 3)", "[1][2][3]")]
    [DataRow("echo via_texts(1)", "2")]
    public void Rest_ToTheOtherType_IsConverted(string statement, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Run($"{Functions}func main(...) returns number do {statement} return 0 done").Output);

    [TestMethod]
    public void Rest_TextThatIsNoNumber_IsAnException() =>
        Assert.AreEqual(
            "caught", ProgramRun.Run($"{Functions}func main(...) returns number do try do echo via_texts(1, \"x\") done catch * do echo \"caught\" done return 0 done").Output);

    [TestMethod]
    [DataRow("vaptr($1)", "a/b/c")]
    [DataRow("vaptr($(2))", "b/c")]
    [DataRow("vaptr($3)", "c")]
    public void Vaptr_VariableArgument_ListsFromThere(string expression, string expected) =>
        Assert.AreEqual(
            expected, ProgramRun.Run($"func main(...) returns number do echo t_list({expression}) return 0 done", "a", "b", "c").Output);

    [TestMethod]
    public void Vaptr_SomethingElse_IsAnError() =>
        Assert.AreEqual(
            "F:1.34-41: vaptr takes a variable argument of the function that it stands in: $N or $(n)",
            ProgramRun.Compile("func f(string a) do set x t_list(vaptr(a)) done").Diagnostics[0]);

    [TestMethod]
    [DataRow("\"example.test\" mx matches '^mx2'", "1")]
    [DataRow("\"example.test\" mx matches '^none'", "0")]
    [DataRow("\"example.test\" mx fnmatches '*.other.test'", "1")]
    [DataRow("\"example.test\" mx fnmatches 'other.*'", "0")]
    [DataRow("\"nowhere.test\" mx matches '.*'", "0")]
    public void MxMatches_Exchangers_AreTriedOneByOne(string condition, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Run($"func main(...) returns number do if {condition} echo 1 else echo 0 fi return 0 done").Output);

    [TestMethod]
    public void Set_VariableOfTheHost_KeepsTheValue() =>
        Assert.AreEqual(
            "7 here", ProgramRun.Run("func main(...) returns number do set rcpt_count \"7\" set milter_server_id \"here\" echo \"%rcpt_count %milter_server_id\" return 0 done").Output);
}
