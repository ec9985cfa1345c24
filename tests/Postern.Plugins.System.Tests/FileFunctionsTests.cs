using Postern.Abstractions.Mfl;

namespace Postern.Plugins.System.Tests;

[TestClass]
public sealed class FileFunctionsTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postern-files-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Access_File_TellsWhetherItMayBeUsed() =>
        Assert.AreEqual((true, false, false), (FileFunctions.Access("/etc/passwd", 4), FileFunctions.Access("/etc/passwd", 1), FileFunctions.Access(_folder + "/none", 0)));

    [TestMethod]
    [DataRow(8L)]
    [DataRow(-1L)]
    public void Access_OtherMode_IsAFailure(long mode)
    {
        var error = Assert.ThrowsExactly<MflException>(() => FileFunctions.Access("/etc", mode));

        Assert.AreEqual(((long)MflExceptionCode.Failure, "access: bad access mode"), (error.Number, error.Message));
    }

    [TestMethod]
    public void Unlink_Missing_IsAFailure()
    {
        var error = Assert.ThrowsExactly<MflException>(() => FileFunctions.Unlink(_folder + "/none"));

        Assert.AreEqual(((long)MflExceptionCode.Failure, $"unlink: cannot unlink {_folder}/none: No such file or directory"), (error.Number, error.Message));
    }

    [TestMethod]
    public void Unlink_NameWithNul_RemovesNothing()
    {
        File.WriteAllText(_folder + "/kept", "");

        Assert.ThrowsExactly<MflException>(() => FileFunctions.Unlink(_folder + "/kept\0.txt"));

        Assert.IsTrue(File.Exists(_folder + "/kept"));
    }

    [TestMethod]
    public void Rename_File_HasItsNewName()
    {
        File.WriteAllText(_folder + "/a", "x");

        FileFunctions.Rename(_folder + "/a", _folder + "/b\n;c");

        Assert.AreEqual("x", File.ReadAllText(_folder + "/b\n;c"));
    }

    [TestMethod]
    public void Rename_Missing_IsNotFound()
    {
        var error = Assert.ThrowsExactly<MflException>(() => FileFunctions.Rename(_folder + "/a", _folder + "/b"));

        Assert.AreEqual(((long)MflExceptionCode.NotFound, $"rename: cannot rename {_folder}/a to {_folder}/b: No such file or directory"), (error.Number, error.Message));
    }
}
