using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.Settings;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>Runs tests, each in a world of its own.</summary>
internal sealed class TestRunner(TestOptions options, InstallLayout layout, TimeProvider realTime)
{
    public async Task<TestResult> RunAsync(string file, FilterTest test, CancellationToken cancellationToken)
    {
        long begun = realTime.GetTimestamp();
        TestWorld world;
        try
        {
            world = await TestWorld.CreateAsync(test, options, layout, realTime, cancellationToken);
        }
        catch (SettingsException e)
        {
            var failure = new TestFailure(test.Line, $"the filter {test.Settings.Filter} cannot be used", null, "", e.Lines);
            return new TestResult(file, test, TestStatus.Broken, [failure], [], realTime.GetElapsedTime(begun));
        }

        await using (world)
        {
            var player = new TestPlayer(world, test, realTime);
            bool isPlayed = await player.PlayAsync(cancellationToken);
            TestStatus status = !isPlayed ? TestStatus.Broken : player.Failures.Count > 0 ? TestStatus.Failed : TestStatus.Passed;
            return new TestResult(file, test, status, player.Failures, player.Dialogue, realTime.GetElapsedTime(begun));
        }
    }
}
