using Postern.Abstractions.Configuration;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

[TestClass]
public sealed class ProgramSettingsTests
{
    private static readonly SourcePlace Place = new("f", 1, 1, 1, 1);

    [TestMethod]
    public void Of_NoPragmas_IsTheDefault()
    {
        MflProgramSettings settings = ProgramSettings.Of([]);

        Assert.IsEmpty(settings.Databases);
        Assert.AreEqual(GreylistAlgorithm.Traditional, settings.Greylist);
    }

    [TestMethod]
    public void Of_DatabaseProperties_ReadsEachWord()
    {
        MflProgramSettings settings = ProgramSettings.Of([new PragmaSyntax.DatabaseProperties("*.db", ["null", "rw-r-----", "gdbm://"], Place)]);

        Assert.AreEqual(
            new DatabaseProperties("*.db", true, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, "gdbm"),
            settings.Databases.Single());
    }

    [TestMethod]
    public void Of_TwoGreylistPragmas_LastCounts()
    {
        MflProgramSettings settings = ProgramSettings.Of([new PragmaSyntax.Greylist(false, Place), new PragmaSyntax.Greylist(true, Place)]);

        Assert.AreEqual(GreylistAlgorithm.ConTassios, settings.Greylist);
    }
}
