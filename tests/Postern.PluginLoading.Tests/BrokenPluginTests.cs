using Microsoft.Extensions.Logging;

namespace Postern.PluginLoading.Tests;

/// <summary>Each way in which a plugin can be broken costs one line that names it, its path and the reason; the good one beside it works.</summary>
[TestClass]
public sealed class BrokenPluginTests
{
    [TestMethod]
    [DataRow("ThrowingConstructor", "the constructor of ThrowingConstructor.Module threw InvalidOperationException: no licence file")]
    [DataRow("WrongInterface", "WrongInterface.Module exports IMflModule, but does not implement it")]
    [DataRow("NewerContract", "NewerContract.dll is built against contract version 1.9, this host has 1.0")]
    [DataRow("FailingService", "BrokenService did not start: the port is taken")]
    [DataRow("ThrowingInitializer", "the type initializer of ThrowingInitializer.Module threw FormatException: no table")]
    [DataRow("NeedsResolver", "it needs IDnsResolver, which no usable plugin provides")]
    [DataRow("BadSignature",
        "function takes_a_date (BadSignature.Module.TakesDate): parameter when has the type DateTime; expected long, int, bool, string, or as last one a ReadOnlySpan of long, string or MflValue")]
    public async Task Load_BrokenFixture_SaysWhyInOneLine(string fixture, string reason)
    {
        using var stage = new PluginStage(fixture);

        await AssertBrokenAsync(stage, fixture, reason);
    }

    [TestMethod]
    public async Task Load_ServiceThatFails_TakesItsFunctionsAlong()
    {
        using var stage = new PluginStage("FailingService");

        var (_, functions) = await stage.LoadAsync();

        Assert.IsFalse(functions.TryFind("failing_service", out _));
    }

    [TestMethod]
    public async Task Load_NeededServiceFails_TakesTheDependentAlong()
    {
        using var stage = new PluginStage("Service", "Dependent");
        Directory.CreateDirectory(Path.Combine(stage.StateDirectory, "service.log"));

        var (generation, _) = await stage.LoadAsync();

        Assert.AreEqual(
            "it needs IHostedPlugin:recording, which no usable plugin provides", generation.Plugins.Single(info => info.Name == "Dependent").Reason);
        Assert.HasCount(2, stage.Log.LinesAt(LogLevel.Error));
    }

    [TestMethod]
    public async Task Load_OtherProcessor_SaysWhich()
    {
        const int MachineAfterSignature = 4;
        using var stage = new PluginStage();
        stage.Add("UsesLibraryV1", "Foreign");
        var path = Path.Combine(stage.PathOf("Foreign"), "UsesLibraryV1.dll");
        var image = await File.ReadAllBytesAsync(path);
        var machine = image.AsSpan(BitConverter.ToInt32(image, 0x3C) + MachineAfterSignature, 2);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(machine, (ushort)System.Reflection.PortableExecutable.Machine.LoongArch64);
        await File.WriteAllBytesAsync(path, image);

        await AssertBrokenAsync(
            stage,
            "Foreign",
            $"UsesLibraryV1.dll is built for the processor LoongArch64, this process runs on {System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}");
    }

    [TestMethod]
    public async Task Load_DuplicateFunction_NamesTheFirst()
    {
        using var stage = new PluginStage();
        stage.Add("DuplicateFunction", "Late");

        await AssertBrokenAsync(stage, "Late", "function good_directory is already provided by Good");
    }

    [TestMethod]
    public async Task Load_DuplicateExport_NamesTheFirst()
    {
        using var stage = new PluginStage();
        stage.Add("DuplicateExport", "Late");

        await AssertBrokenAsync(stage, "Late", $"IMflModule:good is already exported by plugin Good ({stage.PathOf("Good")})");
    }

    [TestMethod]
    public async Task Load_MissingDependency_NamesIt()
    {
        using var stage = new PluginStage("UsesLibraryV1");
        File.Delete(Path.Combine(stage.PathOf("UsesLibraryV1"), "PrivateLibrary.dll"));

        await AssertBrokenAsync(
            stage,
            "UsesLibraryV1",
            "UsesLibraryV1.dll needs PrivateLibrary 1.0.0.0, which is neither in its folder nor part of .NET");
    }

    [TestMethod]
    public async Task Load_DamagedDependency_IsBroken()
    {
        using var stage = new PluginStage("UsesLibraryV1");
        await File.WriteAllTextAsync(Path.Combine(stage.PathOf("UsesLibraryV1"), "PrivateLibrary.dll"), "MZ, but no more");

        var (generation, _) = await stage.LoadAsync();

        // Its code is not touched before the function is called, so the plugin loads; see the function-call edge for the rest.
        Assert.AreEqual(PluginState.Active, generation.Plugins.Single().State);
    }

    [TestMethod]
    [DataRow("", "Bad.dll is damaged or not a .NET assembly")]
    [DataRow("this is no image", "Bad.dll is damaged or not a .NET assembly")]
    public async Task Load_NoImage_IsDamaged(string content, string reason)
    {
        using var stage = new PluginStage();
        Directory.CreateDirectory(stage.PathOf("Bad"));
        await File.WriteAllTextAsync(Path.Combine(stage.PathOf("Bad"), "Bad.dll"), content);

        await AssertBrokenAsync(stage, "Bad", reason);
    }

    [TestMethod]
    public async Task Load_EveryTruncation_IsOneLineAndNoCrash()
    {
        using var source = new PluginStage("Good");
        var image = await File.ReadAllBytesAsync(Path.Combine(source.PathOf("Good"), "Good.dll"));
        for (var length = 1; length < image.Length; length += image.Length / 20)
        {
            using var stage = new PluginStage();
            Directory.CreateDirectory(stage.PathOf("Cut"));
            await File.WriteAllBytesAsync(Path.Combine(stage.PathOf("Cut"), "Cut.dll"), image[..length]);

            var (generation, _) = await stage.LoadAsync();

            Assert.AreEqual(PluginState.Broken, generation.Plugins.Single().State, $"cut at {length}");
            Assert.HasCount(1, stage.Log.Lines, $"cut at {length}");
        }
    }

    [TestMethod]
    public async Task Load_NativeLibrary_IsNoAssembly()
    {
        using var stage = new PluginStage();
        Directory.CreateDirectory(stage.PathOf("Native"));
        var library = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libcoreclr.so");
        File.Copy(library, Path.Combine(stage.PathOf("Native"), "Native.dll"));

        await AssertBrokenAsync(stage, "Native", "Native.dll is damaged or not a .NET assembly");
    }

    [TestMethod]
    public async Task Load_EmptyFolder_SaysSo()
    {
        using var stage = new PluginStage();
        Directory.CreateDirectory(stage.PathOf("Empty"));

        await AssertBrokenAsync(stage, "Empty", "the folder holds no .dll");
    }

    [TestMethod]
    public async Task Load_AssemblyThatIsNoPlugin_SaysSo()
    {
        using var stage = new PluginStage();
        Directory.CreateDirectory(stage.PathOf("Foreign"));
        File.Copy(typeof(System.Text.Json.JsonSerializer).Assembly.Location, Path.Combine(stage.PathOf("Foreign"), "Foreign.dll"));

        await AssertBrokenAsync(stage, "Foreign", "Foreign.dll does not use Postern.Abstractions, so it is not a Postern plugin");
    }

    [TestMethod]
    public async Task Load_SeveralAssembliesNoneNamed_AsksForAName()
    {
        using var stage = new PluginStage();
        stage.Add("UsesLibraryV1", "Other");
        File.Delete(Path.Combine(stage.PathOf("Other"), "UsesLibraryV1.deps.json"));

        await AssertBrokenAsync(
            stage, "Other", "the folder holds 2 assemblies; name the plugin's own Other.dll, or leave exactly one .deps.json beside them");
    }

    [TestMethod]
    public async Task Load_RequiredPluginBroken_Fails()
    {
        using var stage = new PluginStage("Good", "ThrowingConstructor") { Required = ["ThrowingConstructor"] };

        var error = await Assert.ThrowsExactlyAsync<PluginException>(stage.LoadAsync);

        Assert.AreEqual(
            $"required plugin ThrowingConstructor ({stage.PathOf("ThrowingConstructor")}) cannot be used: the constructor of ThrowingConstructor.Module threw InvalidOperationException: no licence file",
            error.Message);
    }

    [TestMethod]
    public async Task Load_RequiredPluginMissing_Fails()
    {
        using var stage = new PluginStage("Good") { Required = ["Absent"] };

        var error = await Assert.ThrowsExactlyAsync<PluginException>(stage.LoadAsync);

        Assert.AreEqual($"required plugin Absent is not in {stage.PluginDirectory}", error.Message);
    }

    private static async Task AssertBrokenAsync(PluginStage stage, string plugin, string reason)
    {
        stage.Add("Good");

        var (generation, functions) = await stage.LoadAsync();

        Assert.AreEqual(
            (PluginState.Broken, reason),
            generation.Plugins.Where(info => info.Name == plugin).Select(info => (info.State, info.Reason)).Single());
        Assert.AreEqual(
            $"plugin {plugin} ({stage.PathOf(plugin)}) is not used: {reason}", string.Join('\n', stage.Log.Lines));
        Assert.AreEqual(PluginState.Active, generation.Plugins.Single(info => info.Name == "Good").State);
        Assert.IsTrue(functions.TryFind("good_directory", out _));
    }
}
