using Postern.Daemon.Try;

namespace Postern.Tests.Try;

[TestClass]
public sealed class UnifiedDiffTests
{
    [TestMethod]
    public void Compare_Equal_IsEmpty() => Assert.AreEqual("", UnifiedDiff.Compare(["a"], ["a"], "x", "y"));

    [TestMethod]
    [DataRow("a b c d e f g h i j", "a b c d e f g h i j k", "@@ -8,3 +8,4 @@\n h\n i\n j\n+k\n", DisplayName = "added at the end")]
    [DataRow("a b c d", "x a b c d", "@@ -1,3 +1,4 @@\n+x\n a\n b\n c\n", DisplayName = "inserted at the top")]
    [DataRow("a b", "a", "@@ -1,2 +1,1 @@\n a\n-b\n", DisplayName = "deleted")]
    [DataRow("a", "b", "@@ -1,1 +1,1 @@\n-a\n+b\n", DisplayName = "replaced")]
    [DataRow("1 a b c d e f g h 2", "3 a b c d e f g h 4",
        "@@ -1,4 +1,4 @@\n-1\n+3\n a\n b\n c\n@@ -7,4 +7,4 @@\n f\n g\n h\n-2\n+4\n", DisplayName = "far apart")]
    [DataRow("1 a b c d e f 2", "3 a b c d e f 4",
        "@@ -1,8 +1,8 @@\n-1\n+3\n a\n b\n c\n d\n e\n f\n-2\n+4\n", DisplayName = "near")]
    public void Compare_Change_IsAHunk(string before, string after, string hunks) =>
        Assert.AreEqual("--- x\n+++ y\n" + hunks, UnifiedDiff.Compare(before.Split(' '), after.Split(' '), "x", "y"));
}
