#!/usr/bin/env python3
"""How long the program takes to start: --run of a hello script, and --lint of one of 2,000 lines, beside a published console hello.

Usage: startup.py --tools FOLDER --host OUT [--rounds N]. The commands take turns, so that a busy machine is fair to all; times are
medians and minima of the wall clock and of the processor."""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import time

HELLO_PROJECT = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType>
<TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization>
</PropertyGroup></Project>
"""
HELLO_SCRIPT = 'func main(...) returns number\ndo\n  echo "hello"\n  return 0\ndone\n'
LINES = 2000


def make_hello(folder):
    """Publishes the console hello, framework-dependent, once; outside of this repository's build settings."""
    source = folder / "hello"
    binary = source / "out" / "hello"
    if not binary.exists():
        source.mkdir(parents=True, exist_ok=True)
        (source / "hello.csproj").write_text(HELLO_PROJECT)
        (source / "Program.cs").write_text('Console.WriteLine("hello");\n')
        for name in ("Directory.Build.props", "Directory.Packages.props"):
            (source / name).write_text("<Project />\n")
        subprocess.run(["dotnet", "publish", "-c", "Release", "-o", "out", "--nologo", "-v", "q"], cwd=source, check=True)
    return str(binary)


def long_script():
    """A filter of LINES lines: functions of ten lines with the usual statements."""
    parts = []
    for number in range((LINES - 10) // 10):
        parts.append(
            f"func check{number}(string address, number limit) returns number\ndo\n"
            f"  number count limit + {number}\n"
            f"  if address matches '^([^@]+)@host{number}\\.example$' and count > 3\n"
            f"    set count count * 2 + {number % 7}\n"
            "  elif address = \"\"\n    return 0\n  fi\n"
            "  return count\ndone\n")
    parts.append('prog envfrom\ndo\n  if check0($1, 5) > 100\n    reject 550 5.7.1 "no"\n  fi\n  pass\ndone\n')
    return "".join(parts)


def measure(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tools", required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    tools = pathlib.Path(arguments.tools).resolve()
    hello = make_hello(tools)
    small, large = tools / "hello.mfl", tools / "long.mfl"
    small.write_text(HELLO_SCRIPT)
    large.write_text(long_script())
    postern = os.path.join(arguments.host, "bin", "postern")
    commands = {
        "dotnet hello": [hello],
        "postern --run": [postern, "--no-config", "--run", str(small)],
        f"postern --lint, {LINES} lines": [postern, "--no-config", "--lint", str(large)],
    }
    if os.access("/usr/sbin/mailfromd", os.X_OK):
        commands["mailfromd --run"] = ["/usr/sbin/mailfromd", "--no-config", "--stderr", "--run", str(small)]
        commands[f"mailfromd --lint, {LINES} lines"] = ["/usr/sbin/mailfromd", "--no-config", "--stderr", "--lint", str(large)]
    times = {name: [] for name in commands}
    for command in commands.values():
        measure(command)
    for _ in range(arguments.rounds):
        for name, command in commands.items():
            times[name].append(measure(command))

    print(f"startup: {arguments.rounds} rounds, milliseconds")
    print(f"{'':32} {'wall median':>12} {'wall min':>9} {'cpu median':>11} {'wall / hello':>13}")
    base = statistics.median(wall for wall, _ in times["dotnet hello"])
    for name, samples in times.items():
        wall = statistics.median(sample[0] for sample in samples)
        least = min(sample[0] for sample in samples)
        cpu = statistics.median(sample[1] for sample in samples)
        print(f"{name:32} {wall * 1e3:12.0f} {least * 1e3:9.0f} {cpu * 1e3:11.0f} {wall / base:13.1f}")


if __name__ == "__main__":
    main()
