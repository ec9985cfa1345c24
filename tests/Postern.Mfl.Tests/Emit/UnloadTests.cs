using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Syntax;
using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests.Emit;

[TestClass]
public sealed class UnloadTests
{
    [TestMethod]
    public void Program_CallsPluginInCollectibleContext_RunsItsCode()
    {
        var (output, _, _) = RunWithOwnCopy();
        Assert.AreEqual("ABC\n", output);
    }

    [TestMethod]
    public void Program_NoLongerUsed_IsUnloadedWithItsPlugin()
    {
        var (_, context, program) = RunWithOwnCopy();
        for (int i = 0; i < 20 && (context.IsAlive || program.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.IsFalse(program.IsAlive, "the program is still loaded");
        Assert.IsFalse(context.IsAlive, "the plugin's context is still loaded");
    }

    [TestMethod]
    public void Programs_TwoGenerationsOfOnePlugin_CallTheirOwn()
    {
        var (first, _, _) = RunWithOwnCopy();
        var (second, _, _) = RunWithOwnCopy();
        Assert.AreEqual(first, second);
    }

    /// <summary>Runs a program with the functions of a second copy of this assembly, in a context of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (string Output, WeakReference Context, WeakReference Program) RunWithOwnCopy()
    {
        var context = new AssemblyLoadContext("copy", isCollectible: true);
        Assembly copy = context.LoadFromAssemblyPath(typeof(TestFunctions).Assembly.Location);
        var module = (IMflModule)Activator.CreateInstance(copy.GetType(typeof(TestFunctions).FullName!)!)!;
        Assert.AreNotSame(typeof(TestFunctions), module.GetType());
        var builder = new FunctionCatalogBuilder();
        Assert.IsTrue(builder.TryAdd(module, "copy", out _));
        MflCompileResult result = MflCompiler.Compile(new MflCompileRequest
        {
            Source = new SourceText("F", "func main(...) returns number do echo t_upper(\"abc\") return 0 done"),
            Functions = builder.Build(),
        });
        var output = new StringWriter { NewLine = "\n" };
        result.Program!.Run(new MflRuntimeOptions { Echo = output }, new MflRunRequest());
        var references = (output.ToString(), new WeakReference(context), new WeakReference(result.Program));
        context.Unload();
        return references;
    }
}
