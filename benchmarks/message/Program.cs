using System.Globalization;
using Postern.MessageWalk;

// MessageWalk FILE ROUNDS WALKS: what gmime_walk.c does, with our parser.
if (args is not [var file, var rounds, var walks])
{
    await Console.Error.WriteLineAsync("usage: Postern.MessageWalk FILE ROUNDS WALKS");
    return 2;
}

var walker = new MessageWalker(new FileInMemory(file));
int count = int.Parse(walks, CultureInfo.InvariantCulture);
for (int left = int.Parse(rounds, CultureInfo.InvariantCulture); left > 0; left--)
{
    var start = Environment.CpuUsage.TotalTime;
    for (int i = 0; i < count; i++)
        walker.Walk();
    double time = (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / count;
    await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{time:F0} {walker.Entities} {walker.Bytes}"));
}

return 0;
