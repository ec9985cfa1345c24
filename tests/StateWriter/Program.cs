using System.Globalization;
using Postern.StateWriter;

// A process that writes to a table, for tests that kill it or run several at once:
//   diary FILE FIRST         writes entry after entry and acknowledges each, until it is killed
//   count FILE ROUNDS        adds to counters and token buckets that others add to as well
int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
await (args[0] switch
{
    "diary" => Diary.WriteAsync(args[1], Number(2)),
    "count" => Counters.CountAsync(args[1], Number(2)),
    _ => throw new ArgumentException(args[0]),
});
