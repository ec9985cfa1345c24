using System.Globalization;
using Postern.StateBench;

// One measurement per process: the arguments say which, one line of JSON is the answer.
if (args is not [var mode, var plugins, var configuration, var state, var script, .. var numbers] || numbers.Length != 3)
{
    Console.Error.WriteLine("usage: Postern.StateBench decide|fill|expire PLUGINS CONFIGURATION STATE-DIRECTORY SCRIPT WORKERS FIRST COUNT");
    return 64;
}

int[] values = [.. numbers.Select(static number => int.Parse(number, CultureInfo.InvariantCulture))];
await using StateLab lab = await StateLab.OpenAsync(plugins, configuration, state, script);
string answer = mode switch
{
    "decide" => lab.Decide(workers: values[0], first: values[1], count: values[2]),
    "fill" => await lab.FillAsync(first: values[1], count: values[2]),
    "expire" => await lab.ExpireAsync(workers: values[0], expired: values[2]),
    _ => throw new ArgumentException($"unknown measurement {mode}"),
};
Console.WriteLine(answer);
return 0;
