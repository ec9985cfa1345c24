namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class ProvidedVariableTests
{
    private static string[] Run(string statements, string before = "") =>
        ProgramRun.Run($"{before}\nfunc main(...) returns number do {statements} return 0 done").Output.Split('\n');

    [TestMethod]
    public void Variable_OfAPlugin_StartsWithItsInitialValue() =>
        CollectionAssert.AreEqual(new[] { "5 start" }, Run("echo \"%t_number %t_text\""));

    [TestMethod]
    public void Variable_SetByFunction_IsSeenByProgram() =>
        CollectionAssert.AreEqual(
            new[] { "5", "start", "7 new" }, Run("echo t_exchange(\"t_number\", 7) echo t_exchange(\"t_text\", \"new\") echo \"%t_number %t_text\""));

    [TestMethod]
    public void Variable_SetByProgram_IsSeenByFunction() =>
        CollectionAssert.AreEqual(new[] { "9" }, Run("set t_number 9 echo t_exchange(\"t_number\", 1)"));

    [TestMethod]
    public void Variable_SetOnTopLevel_StartsWithThat() =>
        CollectionAssert.AreEqual(new[] { "44" }, Run("echo t_exchange(\"t_number\", 1)", "set t_number 44"));

    [TestMethod]
    public void Function_WithRegexFlags_GetsThoseInForce() =>
        CollectionAssert.AreEqual(new[] { "0 a 1", "3 b 2" }, Run("echo t_flags(\"a\")\n#pragma regex +extended +icase\necho t_flags(\"b\", 2)"));

    [TestMethod]
    [DataRow("\"a b\"", "all")]
    [DataRow("\"a\" . 1 . \"b\"", "all")]
    [DataRow("4", "all")]
    [DataRow("\"a%t_text\"", "1 astart")]
    [DataRow("\"ab\" . \"%t_text\" . \"d\"", "2 abstartd")]
    [DataRow("t_text", "0 start")]
    [DataRow("t_text . \"a\"", "0 starta")]
    public void Function_ThatWantsConstants_IsToldHowMuchIsOne(string argument, string told) =>
        CollectionAssert.AreEqual(new[] { told }, Run($"echo t_constant({argument})"));
}
