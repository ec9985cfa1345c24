using Postern.Abstractions.Milter;

namespace Postern.Abstractions.Tests;

[TestClass]
public sealed class MilterStagesTests
{
    [TestMethod]
    public void EveryStage_ButNone_HasItsBitAndIsInAll()
    {
        foreach (var stage in Enum.GetValues<MilterStage>().Where(stage => stage != MilterStage.None))
        {
            var bit = (MilterStages)(1 << (int)stage);
            Assert.AreEqual(stage.ToString(), bit.ToString());
            Assert.IsTrue(MilterStages.All.HasFlag(bit));
        }
    }
}
