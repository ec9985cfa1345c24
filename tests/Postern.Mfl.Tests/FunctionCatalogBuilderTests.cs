using Postern.Abstractions.Mfl;
using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests;

[TestClass]
public sealed class FunctionCatalogBuilderTests
{
    [TestMethod]
    [DataRow("t_upper", "string (string)")]
    [DataRow("t_optional", "string (string; number, string, number)")]
    [DataRow("t_join", "string (string, string ...)")]
    [DataRow("t_kinds", "string (...)")]
    [DataRow("t_later_fail", "void ()")]
    [DataRow("t_even", "number (number)")]
    [DataRow("t_constant", "string (string)")]
    [DataRow("t_calls", "string ()")]
    [DataRow("t_part", "string ()")]
    [DataRow("t_flags", "string (string; number)")]
    public void TryAdd_Function_HasMflSignature(string name, string expected)
    {
        Assert.IsTrue(ProgramRun.Functions.TryFind(name, out CatalogFunction? function));
        Assert.AreEqual(expected, function.Signature.ToString());
    }

    [TestMethod]
    public void TryAdd_NameOfOtherModule_NamesIt()
    {
        var builder = new FunctionCatalogBuilder();
        builder.TryAdd(new OneFunction(), "first", out _);
        Assert.IsFalse(builder.TryAdd(new OneFunction(), "second", out IReadOnlyList<string> problems));
        CollectionAssert.AreEqual(new[] { "function one is already provided by first" }, problems.ToArray());
    }

    [TestMethod]
    public void TryAdd_VariableOfOtherModuleOrWithWrongName_IsAProblem()
    {
        var builder = new FunctionCatalogBuilder();
        Assert.IsTrue(builder.TryAdd(new TestFunctions(), "first", out _));
        Assert.IsFalse(builder.TryAdd(new WrongVariables(), "second", out IReadOnlyList<string> problems));
        CollectionAssert.AreEquivalent(
            new[] { "variable t_number is already declared by first", $"variable `a b' of class {typeof(WrongVariables).FullName} is not an MFL identifier" },
            problems.ToArray());
        CollectionAssert.AreEqual(new[] { "t_number", "t_text" }, builder.Build().Variables.Select(static variable => variable.Name).Order().ToArray());
    }

    [TestMethod]
    public void Remove_Origin_TakesItsVariablesBack()
    {
        var builder = new FunctionCatalogBuilder();
        builder.TryAdd(new TestFunctions(), "first", out _);
        builder.Remove("first");
        Assert.AreEqual(0, builder.Build().Variables.Count);
    }

    [TestMethod]
    public void TryAdd_WrongMethods_ExplainsEachAndAddsNone()
    {
        var builder = new FunctionCatalogBuilder();
        Assert.IsFalse(builder.TryAdd(new WrongFunctions(), "wrong", out IReadOnlyList<string> problems));
        string type = typeof(WrongFunctions).FullName!;
        CollectionAssert.AreEquivalent(
            new[]
            {
                $"function a ({type}.A): parameter x has the type Double; "
                    + "expected long, int, bool, string, or as last one a ReadOnlySpan of long, string or MflValue",
                $"function b ({type}.B): the result's type is Object; expected void, long, int, bool, string, ValueTask or a ValueTask of one of these",
                $"function c ({type}.C): the method is not public",
                $"function d ({type}.D): mandatory parameter y follows an optional one",
                $"function e ({type}.E): the default of parameter x is null; MFL strings are never null, use \"\"",
                $"function f g ({type}.F): `f g' is not an MFL identifier",
                $"function h ({type}.H): parameter context has the type MflContext; "
                    + "expected long, int, bool, string, or as last one a ReadOnlySpan of long, string or MflValue; MflContext must come first",
                $"function i is defined twice in {type}",
            },
            problems.ToArray());
        Assert.AreEqual(0, builder.Build().Functions.Count);
    }

    [TestMethod]
    public void TryAdd_ClassWithoutFunctions_IsAProblem()
    {
        Assert.IsFalse(new FunctionCatalogBuilder().TryAdd(new NoFunction(), "none", out IReadOnlyList<string> problems));
        CollectionAssert.AreEqual(new[] { $"class {typeof(NoFunction).FullName} has no method marked [MflFunction]" }, problems.ToArray());
    }

    public sealed class NoFunction : IMflModule;

    [MflVariable("t_number", 1)]
    [MflVariable("a b", "")]
    public sealed class WrongVariables : IMflModule
    {
        [MflFunction("wrong")]
        public static long One() => 1;
    }

    public sealed class OneFunction : IMflModule
    {
        [MflFunction("one")]
        public static long One() => 1;
    }

    public sealed class WrongFunctions : IMflModule
    {
        [MflFunction("a")]
        public static void A(double x) => _ = x;

        [MflFunction("b")]
        public static object B() => 1;

        [MflFunction("d")]
#pragma warning disable CA1068
        public static void D([System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(1L)] long x, long y) => _ = x + y;
#pragma warning restore CA1068

        [MflFunction("e")]
        public static void E(string? x = null) => _ = x;

        [MflFunction("f g")]
        public static void F() => _ = 1;

        [MflFunction("h")]
        public static void H(long x, MflContext context) => _ = (x, context);

        [MflFunction("i")]
        public static void I() => _ = 1;

        [MflFunction("i")]
        public static void I(long x) => _ = x;

        [MflFunction("c")]
        internal static void C() => _ = 1;
    }
}
