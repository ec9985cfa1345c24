using Postern.Daemon.Posix;

namespace Postern.Tests.Posix;

[TestClass]
public sealed class UserDatabaseTests
{
    [TestMethod]
    public void TryUser_Root_HasIdZero()
    {
        Assert.IsTrue(UserDatabase.TryUser("root", out PosixUser? user));
        Assert.AreEqual(new PosixUser("root", 0, 0), user);
    }

    [TestMethod]
    public void TryUser_Unknown_IsFalse() => Assert.IsFalse(UserDatabase.TryUser("no such user", out _));

    [TestMethod]
    public void TryGroup_Root_HasIdZero()
    {
        Assert.IsTrue(UserDatabase.TryGroup("root", out uint id));
        Assert.AreEqual(0u, id);
    }

    [TestMethod]
    public void TryGroup_Unknown_IsFalse() => Assert.IsFalse(UserDatabase.TryGroup("no such group", out _));
}
