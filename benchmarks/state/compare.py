"""Greylisting decisions on each kind of store, beside mailfromd on its own. Started by ./bench state."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import postgres

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = os.path.join(HERE, "greylist.mfl")
WORKERS = (1, 8, 64)
SQLITE_BAR = 3
POSTGRES_BAR = 1
ROUND_TRIPS_BAR = 2
GROWTH_BAR = 2
EXPIRY_BAR_MS = 50


def arguments():
    parser = argparse.ArgumentParser(prog="./bench state")
    parser.add_argument("--lab", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--plugins", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--decisions", type=int, default=32_000, help="in one round on one of our stores")
    parser.add_argument("--reference-decisions", type=int, default=6_000, help="in one round on mailfromd")
    parser.add_argument("--records", type=int, default=1_000_000, help="of the large table, and expired ones")
    return parser.parse_args()


class Lab:
    """One of our stores in a folder of its own, driven by a process for each measurement."""

    def __init__(self, chosen, scratch, name, database, storage=""):
        self.chosen = chosen
        self.state = os.path.join(scratch, name)
        os.makedirs(self.state)
        self.configuration = os.path.join(self.state, "postern.conf")
        with open(self.configuration, "w", encoding="ascii") as file:
            file.write(f'{storage}database greylist {{ file "{database}"; }}\n')

    def measure(self, mode, workers=1, first=0, count=0):
        done = subprocess.run(
            ["dotnet", self.chosen.lab, mode, self.chosen.plugins, self.configuration, self.state, SCRIPT, str(workers), str(first), str(count)],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{mode} has failed:\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def rate(self, workers, first, count):
        result = self.measure("decide", workers, first, count)
        return result["decisions"] / result["seconds"]


def reference(folder, processes, first, count):
    """Decisions a second of so many mailfromd processes on one Berkeley DB file; the start-up of a process does not count."""
    def run(number, share):
        return subprocess.Popen(
            ["/usr/sbin/mailfromd", "--no-config", "--stderr", "--state-directory", folder, "--run", SCRIPT, "key", str(first + number * share), str(share)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def seconds(share):
        start = time.monotonic()
        for process in [run(number, share) for number in range(processes)]:
            if process.wait() != 0:
                raise SystemExit("mailfromd has failed")
        return time.monotonic() - start

    idle = seconds(0)
    return count / max(seconds(count // processes) - idle, 1e-6)


def table(chosen, stores, folders):
    """Interleaved rounds; every decision has a new key."""
    rates, first = {}, 0
    for _ in range(chosen.rounds):
        for name, folder in folders.items():
            for processes in (1, 8):
                rates.setdefault((name, processes), []).append(reference(folder, processes, first, chosen.reference_decisions))
                first += chosen.reference_decisions
        for name, lab in stores.items():
            for workers in WORKERS:
                rates.setdefault((name, workers), []).append(lab.rate(workers, first, chosen.decisions))
                first += chosen.decisions
    return {key: statistics.median(values) for key, values in rates.items()}


def judge(text, value, bar, is_reached):
    print(f"  {text}, asked {bar}: {value:.2f}  {'reached' if is_reached else 'MISSED'}")
    return is_reached


def compare(chosen, stores, folders, server):
    rates = table(chosen, stores, folders)
    best = max(rates["mailfromd", processes] for processes in (1, 8))
    print(f"\n{'':<28}{'workers':>8}{'of mailfromd':>14}")
    for (name, workers), rate in rates.items():
        print(f"  {name:<26}{workers:>8}{rate / best:>14.2f}")
    before = server.transactions()
    made = stores["postgres"].measure("decide", 1, 50_000_000, chosen.decisions // 8)["all"]
    each = (server.transactions() - before) / made
    reached = judge("SQLite, one worker", rates["sqlite", 1] / best, f"{SQLITE_BAR} times", rates["sqlite", 1] >= SQLITE_BAR * best)
    reached &= judge("PostgreSQL, 64 workers", rates["postgres", 64] / best, f"{POSTGRES_BAR} time", rates["postgres", 64] >= POSTGRES_BAR * best)
    return reached & judge("PostgreSQL, transactions for one decision alone (new key)", each, f"at most {ROUND_TRIPS_BAR}", each <= ROUND_TRIPS_BAR + 0.1)


def growth(chosen, make):
    reached = True
    for name in ("sqlite", "postgres"):
        lab = make(name, "growth")
        lab.measure("fill", first=0, count=1_000)
        small = statistics.median(lab.rate(1, 10_000_000 + i * 2_000, 2_000) for i in range(5))
        lab.measure("fill", first=0, count=chosen.records)
        large = statistics.median(lab.rate(1, 20_000_000 + i * 2_000, 2_000) for i in range(5))
        reached &= judge(f"{name}: a decision among {chosen.records:,} records, times one among 1,000", small / large, f"below {GROWTH_BAR}", small / large < GROWTH_BAR)
    return reached


def expiry(chosen, make):
    reached = True
    for name in ("sqlite", "postgres"):
        result = make(name, "expiry").measure("expire", workers=8, count=chosen.records)
        during, alone = result["during"], result["alone"]
        print(f"  {name}: {result['deleted']:,} expired records deleted during {during['decisions']:,} decisions; "
              f"the longest took {during['max']:.1f} ms; p99 is {during['p99'] / max(alone['p99'], 1e-3):.1f} times that of a store at rest")
        reached &= judge(f"{name}: milliseconds of a decision meanwhile, 99th percentile", during["p99"], f"at most {EXPIRY_BAR_MS}", during["p99"] <= EXPIRY_BAR_MS)
    return reached


def main():
    chosen = arguments()
    scratch = tempfile.mkdtemp(prefix="postern-bench.")
    memory = tempfile.mkdtemp(prefix="postern-bench.", dir="/dev/shm")
    os.chmod(scratch, 0o755)
    server = postgres.Postgres(os.path.join(scratch, "postgres"))
    try:
        server.start()

        def make(name, purpose):
            if name == "sqlite":
                return Lab(chosen, scratch, f"{purpose}-sqlite", f"sqlite://{scratch}/{purpose}-sqlite/greylist.sqlite")
            return Lab(chosen, scratch, f"{purpose}-postgres", f"postgres://{purpose}", server.configuration())

        os.makedirs(os.path.join(scratch, "mailfromd"), 0o700)
        folders = {"mailfromd": os.path.join(scratch, "mailfromd"), "mailfromd, file in memory": memory}
        print(f"State: greylisting decisions on {os.cpu_count()} processors, each for a new key; medians of {chosen.rounds} interleaved rounds; load average {os.getloadavg()[0]:.1f}")
        print("  mailfromd keeps its Berkeley DB file on the disk and waits for it; workers are its processes. PostgreSQL has Debian's settings, over TCP on loopback.")
        reached = compare(chosen, {name: make(name, "decide") for name in ("sqlite", "postgres")}, folders, server)
        reached &= growth(chosen, make)
        reached &= expiry(chosen, make)
        return 0 if reached else 1
    finally:
        server.stop()
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.rmtree(memory, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
