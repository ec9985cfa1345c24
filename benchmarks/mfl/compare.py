"""Runs the same MFL programs here and on mailfromd, as whole processes, and prints the tables. Started by ./bench mfl."""

import argparse
import dataclasses
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
REFERENCE = "mailfromd"
MAILFROMD = ["/usr/sbin/mailfromd", "--no-config", "--stderr", "--echo", "--run", "--"]


def same(size):
    """As many units of work as the argument says."""
    return size


def fib_calls(size):
    """The calls that fib(size) makes, itself included."""
    before, current = 1, 1
    for _ in range(size):
        before, current = current, before + current
    return 2 * before - 1


@dataclasses.dataclass(frozen=True)
class Program:
    """A program, what its argument is for each side, and how many times faster ours must be for each unit of work."""
    name: str
    bar: float
    check: int
    ours: tuple
    theirs: tuple
    units: callable = same


PROGRAMS = [
    Program("fib", 10, 18, (34, 40), (22, 28), fib_calls),
    Program("loop", 10, 100_003, (50_000_000, 500_000_000), (1_000_000, 5_000_000)),
    Program("globals", 10, 100_003, (50_000_000, 500_000_000), (1_000_000, 5_000_000)),
    Program("calls", 10, 100_003, (20_000_000, 200_000_000), (400_000, 2_000_000)),
    Program("switch", 3, 100_003, (20_000_000, 100_000_000), (400_000, 2_000_000)),
    Program("append", 3, 30_001, (1_000_000, 10_000_000), (100_000, 600_000)),
    Program("compose", 3, 100_003, (3_000_000, 15_000_000), (200_000, 1_000_000)),
    Program("regex", 3, 10_003, (500_000, 2_000_000), (40_000, 200_000)),
    Program("dynamic", 3, 10_003, (1_000_000, 4_000_000), (10_000, 50_000)),
    Program("exceptions", 1, 100_003, (20_000_000, 120_000_000), (400_000, 2_000_000)),
    Program("errors", 1, 100_003, (200_000, 1_000_000), (200_000, 1_000_000)),
]

MEMORY_PROGRAM = "append"
MEMORY_SIZES = (1_000_000, 10_000_000)
# What the peak may grow by from the smaller to the larger size: the collector's own ups and downs.
MEMORY_GROWTH = 1.10


@dataclasses.dataclass(frozen=True)
class Run:
    """One process: its processor time in user mode in seconds, its peak of resident memory in KiB, what it printed."""
    user: float
    peak: int
    output: str


def arguments():
    parser = argparse.ArgumentParser(prog="./bench mfl")
    parser.add_argument("--host", action="append", default=[], metavar="NAME=OUT[,KEY=VALUE...]",
                        help="a further build of Postern (its `out` folder) with environment variables, for a comparison of two")
    parser.add_argument("--programs", help="only these, separated by commas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one round, a fifth of the work")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds = 1
    return chosen


def run(command, name, size, environment=None):
    """Runs one program to its end."""
    file = os.path.join(HERE, name + ".mfl")
    process = subprocess.Popen([*command, file, str(size)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               env={**os.environ, **(environment or {})})
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    # The reference tells that it needs more memory; that is no result.
    output = "\n".join(line for line in lines if "stack segment expanded" not in line).removeprefix("mailfromd: ")
    if process.returncode != 0 or not output.startswith(name):
        raise SystemExit(f"{command[0]} {name}.mfl {size} has failed with status {process.returncode}: {output[-500:]}")
    return Run(usage.ru_utime, usage.ru_maxrss, output)


def hosts_of(chosen):
    """{name: (command, environment)}, ours first."""
    hosts = {}
    for text in chosen.host:
        name, _, rest = text.partition("=")
        folder, *settings = rest.split(",")
        command = [os.path.join(folder, "bin/postern"), "--no-config", "--stderr", "--echo", "--run", "--"]
        hosts[name] = (command, dict(setting.split("=", 1) for setting in settings))
    hosts[REFERENCE] = (MAILFROMD, {})
    return hosts


def check(programs, hosts):
    """All sides must print the same."""
    for program in programs:
        outputs = {name: run(command, program.name, program.check, environment).output for name, (command, environment) in hosts.items()}
        if len(set(outputs.values())) != 1:
            raise SystemExit(f"{program.name}.mfl {program.check}: the outputs differ: {outputs}")


def measure(program, hosts, chosen, results):
    for name, (command, environment) in hosts.items():
        sizes = program.theirs if name == REFERENCE else program.ours
        if chosen.quick:
            sizes = (sizes[0], sizes[0] + max(1, (sizes[1] - sizes[0]) // 5))
        small, large = (run(command, program.name, size, environment) for size in sizes)
        work = program.units(sizes[1]) - program.units(sizes[0])
        results.setdefault((program.name, name), []).append((small, large, sizes, (large.user - small.user) / work * 1e9))


def median(values):
    return statistics.median(values)


def slope(results, program, host):
    """Nanoseconds of user time for one more unit of work. Never 0: the clock of a process has steps."""
    return max(0.01, median(entry[3] for entry in results[program.name, host]))


def print_table(programs, hosts, results):
    print(f"\n{'program':<12}{'host':<12}{'size':>12}{'user s':>8}{'larger':>14}{'user s':>8}{'MiB':>7}{'ns/unit':>10}{'ours/it':>9}")
    ours = next(iter(hosts))
    for program in programs:
        for name in hosts:
            runs = results[program.name, name]
            (small, large) = runs[0][2]
            faster = slope(results, program, name) / slope(results, program, ours)
            print(f"{program.name:<12}{name:<12}{small:>12,}{median(entry[0].user for entry in runs):>8.2f}{large:>14,}"
                  f"{median(entry[1].user for entry in runs):>8.2f}{max(entry[1].peak for entry in runs) / 1024:>7.0f}"
                  f"{slope(results, program, name):>10.2f}{'' if name == ours else f'{faster:.1f}':>9}")


def print_bars(programs, hosts, results):
    """The ratios that are asked for; true when all are reached."""
    ours = next(iter(hosts))
    good = True
    print(f"\n{'bar: times as fast as mailfromd, by the slopes':<50}{'asked':>8}{'is':>8}")
    for program in programs:
        value = slope(results, program, REFERENCE) / slope(results, program, ours)
        good &= value >= program.bar
        print(f"{program.name:<50}{program.bar:>8.1f}{value:>8.1f}  {'reached' if value >= program.bar else 'MISSED'}")
    return good


def memory(hosts):
    """The peak of a loop that builds strings must not depend on how long it runs."""
    name = next(iter(hosts))
    command, environment = hosts[name]
    small, large = (run(command, MEMORY_PROGRAM, size, environment) for size in MEMORY_SIZES)
    good = large.peak <= small.peak * MEMORY_GROWTH
    print(f"\npeak memory of {MEMORY_PROGRAM}: {small.peak / 1024:.1f} MiB for {MEMORY_SIZES[0]:,} rounds, "
          f"{large.peak / 1024:.1f} MiB for {MEMORY_SIZES[1]:,}: {'reached' if good else 'MISSED'}")
    return good


def main():
    chosen = arguments()
    hosts = hosts_of(chosen)
    programs = [program for program in PROGRAMS if not chosen.programs or program.name in chosen.programs.split(",")]
    check(programs, hosts)
    print(f"user time of whole processes, start-up included; medians of {chosen.rounds} interleaved rounds; "
          f"load average {os.getloadavg()[0]:.1f} at the start")
    results = {}
    for number in range(chosen.rounds):
        for program in programs:
            measure(program, hosts, chosen, results)
        print(f"round {number + 1} of {chosen.rounds} done", file=sys.stderr, flush=True)
    print_table(programs, hosts, results)
    good = print_bars(programs, hosts, results)
    good &= memory(hosts)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
