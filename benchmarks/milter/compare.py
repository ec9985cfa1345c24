"""Runs the load generator against the filters, in interleaved rounds, and prints the tables. Started by ./bench."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import peers as peers_module

HERE = os.path.dirname(os.path.abspath(__file__))
# (connections, messages per connection) -> [(ours, peer, the least ratio of our rate to the peer's)]; OURS is the first --host.
OURS = "OURS"
LEAST = "OURS-least"
BARS = {
    (8, 1): [(OURS, "mailfromd", 10.0), (OURS, "libmilter", 2.5), (LEAST, "libmilter-least", 2.5), (OURS, "libmilter-least", 1.5),
             (OURS, "epoll", 0.5)],
    (1, 50): [(OURS, "mailfromd", 1.5), (OURS, "libmilter", 1.5), (LEAST, "libmilter-least", 1.5)],
    (8, 50): [(OURS, "mailfromd", 1.5), (OURS, "libmilter", 3.0), (LEAST, "libmilter-least", 3.0), (OURS, "libmilter-least", 1.5),
              (OURS, "epoll", 0.5)],
    (64, 50): [(OURS, "mailfromd", 1.5), (OURS, "libmilter", 1.5), (LEAST, "libmilter-least", 1.5)],
}


def arguments():
    parser = argparse.ArgumentParser(prog="./bench")
    parser.add_argument("mode", choices=["milter", "soak"])
    parser.add_argument("--tools", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--host", action="append", default=[], metavar="NAME=OUT[,KEY=VALUE...]",
                        help="a further build of Postern (its `out` folder) with environment variables, for a comparison of two")
    parser.add_argument("--quick", action="store_true", help="one short round of half a second for each cell")
    parser.add_argument("--transport", choices=["unix", "tcp"], help="only this one")
    parser.add_argument("--peers", help="only these, separated by commas")
    parser.add_argument("--connections", default="1,8,64")
    parser.add_argument("--per-connection", default="1,50")
    parser.add_argument("--quick-ack", action="store_true",
                        help="acknowledge TCP segments at once, as no MTA does: takes 40 ms off filters that answer in two writes")
    parser.add_argument("--rounds", type=int, default=None, help="default 5")
    parser.add_argument("--seconds", type=float, default=None, help="of each run; default 1.5")
    parser.add_argument("--messages", type=int, default=1_000_000, help="of the soak")
    chosen = parser.parse_args()
    chosen.rounds = chosen.rounds or (1 if chosen.quick else 5)
    chosen.seconds = chosen.seconds or (0.5 if chosen.quick else 1.5)
    return chosen


class Bench:
    """The peers, copied to a place that an unprivileged user can enter, and the load generator."""

    def __init__(self, chosen):
        self.tools = os.path.abspath(chosen.tools)
        self.scratch = tempfile.mkdtemp(prefix="postern-bench.")
        os.chmod(self.scratch, 0o755)
        for name in ("filter.mfl", "least.mfl", "worker.mfl"):
            shutil.copy(os.path.join(HERE, name), self.scratch)
        tools = os.path.join(self.scratch, "tools")
        shutil.copytree(self.tools, tools)
        hosts = []
        for text in chosen.host:
            name, _, rest = text.partition("=")
            folder, *settings = rest.split(",")
            copy = os.path.join(self.scratch, "out-" + name)
            shutil.copytree(folder, copy, symlinks=True)
            hosts.append((name, copy, dict(setting.split("=", 1) for setting in settings)))
        self.peers = peers_module.all_peers(tools, hosts)
        self.quick_ack = chosen.quick_ack
        self.ours = hosts[0][0] if hosts else None
        if chosen.peers:
            self.peers = {name: self.peers[name] for name in chosen.peers.split(",")}

    def close(self):
        for peer in self.peers.values():
            peer.stop()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def load(self, peer, connections, per_connection, seconds=0.0, messages=10_000_000):
        """One run; the load generator's numbers, and the filter's processor time and memory."""
        command = [os.path.join(self.tools, "loadgen"), "--socket", peer.socket, "--connections", str(connections),
                   "--per-connection", str(per_connection), "--messages", str(messages), "--seconds", str(seconds), "--verbose"]
        if peer.value is not None:
            command += ["--value", peer.value]
        if self.quick_ack:
            command.append("--quick-ack")
        before = peer.cpu_seconds()
        family = 0
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            while peer.forks:
                try:
                    running.wait(0.25)
                    break
                except subprocess.TimeoutExpired:
                    family = max(family, peer.family_kib())
            output, complaints = running.communicate()
        if running.returncode not in (0, 1):
            raise SystemExit(f"the load generator has failed against {peer.name}: {complaints}\n{peer.log()}")
        result = {key: float(value) for key, value in (pair.split("=") for pair in output.split())}
        result["cpu_us"] = (peer.cpu_seconds() - before) * 1e6 / max(1.0, result["messages"])
        result["peak_kib"] = max(family, peer.peak_kib())
        if result["errors"]:
            sys.stderr.write(f"{peer.name}: {complaints}")
        return result


def run_transport(bench, chosen, transport):
    """{(connections, per connection): {peer: [result of each round]}}"""
    for peer in bench.peers.values():
        peer.start(bench.scratch, transport)
    cells = [(int(c), int(m)) for m in chosen.per_connection.split(",") for c in chosen.connections.split(",")]
    results = {cell: {name: [] for name in bench.peers} for cell in cells}
    try:
        for peer in bench.peers.values():
            for per_connection in (50, 1):
                bench.load(peer, 8, per_connection, seconds=1.0 if chosen.quick else 2.0, messages=60_000)
        for number in range(chosen.rounds):
            order = list(bench.peers.values())
            order = order[number % len(order):] + order[:number % len(order)]
            for cell in cells:
                for peer in order:
                    results[cell][peer.name].append(bench.load(peer, *cell, seconds=chosen.seconds))
            print(f"{transport}: round {number + 1} of {chosen.rounds} done", file=sys.stderr, flush=True)
    finally:
        for peer in bench.peers.values():
            peer.stop()
    return results


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def ratio(ours, theirs):
    """The median over the rounds of the ratio in one round: what disturbs the machine disturbs both."""
    return statistics.median(a["rate"] / b["rate"] if b["rate"] else float("inf") for a, b in zip(ours, theirs))


def print_cell(transport, cell, results, ours):
    connections, per_connection = cell
    print(f"\n{transport}, {connections} connection(s) at once, {per_connection} message(s) per connection")
    print(f"  {'filter':<16}{'messages/s':>12}{'median us':>12}{'p99 us':>12}{'cpu us/msg':>12}{'errors':>8}{'peak MiB':>10}{'ours/it':>10}")
    for name, runs in results.items():
        against = "" if ours not in results or name == ours else f"{ratio(results[ours], runs):.2f}"
        print(f"  {name:<16}{median(runs, 'rate'):>12,.0f}{median(runs, 'median_us'):>12,.0f}{median(runs, 'p99_us'):>12,.0f}"
              f"{median(runs, 'cpu_us'):>12,.1f}{sum(run['errors'] for run in runs):>8,.0f}"
              f"{max(run['peak_kib'] for run in runs) / 1024:>10,.1f}{against:>10}")


def print_bars(tables, ours):
    """The ratios that are asked for; true when all are reached."""
    good = True
    print(f"\n{'bar':<76}{'asked':>6}{'is':>8}")
    for transport, cells in tables.items():
        for cell, bars in BARS.items():
            results = cells.get(cell, {})
            for mine, peer, least in bars:
                mine = mine.replace(OURS, ours)
                if mine not in results or peer not in results:
                    continue
                value = ratio(results[mine], results[peer])
                label = f"{transport}, {cell[0]} connections x {cell[1]} messages: {mine} / {peer}"
                print(f"{label:<76}{least:>6.1f}{value:>8.2f}  {'reached' if value >= least else 'MISSED'}")
                good &= value >= least
    return good


def compare(bench, chosen):
    print(f"{os.cpu_count()} processors shared by the load generator and the filter; medians of {chosen.rounds} interleaved rounds "
          f"of {chosen.seconds} s; load average {os.getloadavg()[0]:.1f} at the start")
    tables = {}
    for transport in [chosen.transport] if chosen.transport else ["unix", "tcp"]:
        tables[transport] = run_transport(bench, chosen, transport)
        for cell, results in tables[transport].items():
            print_cell(transport, cell, results, bench.ours)
    good = print_bars(tables, bench.ours)
    errors = sum(run["errors"] for cells in tables.values() for results in cells.values() for runs in results.values() for run in runs)
    print(f"\n{errors:,.0f} errors")
    return 0 if good and errors == 0 else 1


def soak(bench, chosen):
    """Memory after 50,000 messages and after the last one, with short and long connections by turns."""
    peer = bench.peers[bench.ours]
    peer.start(bench.scratch, chosen.transport or "unix")
    early_at = 50_000
    done = errors = 0
    early = last = 0
    started = time.monotonic()
    print(f"{'messages':>12}{'RSS MiB':>10}{'peak MiB':>10}{'threads':>9}{'files':>7}{'messages/s':>12}{'errors':>8}")
    slices = [(8, 1), (8, 50), (64, 1), (64, 50), (1, 10)]
    turn = 0
    while done < chosen.messages:
        result = bench.load(peer, *slices[turn % len(slices)], messages=min(10_000, chosen.messages - done))
        turn += 1
        done += int(result["messages"])
        errors += int(result["errors"])
        last = peer.status_kib("VmRSS")
        if done >= early_at and not early:
            early = last
        if done % 50_000 == 0 or done >= chosen.messages:
            files = len(os.listdir(f"/proc/{peer.process.pid}/fd"))
            print(f"{done:>12,}{last / 1024:>10.1f}{peer.peak_kib() / 1024:>10.1f}{peer.status_kib('Threads'):>9}{files:>7}"
                  f"{done / (time.monotonic() - started):>12,.0f}{errors:>8,}", flush=True)
        if errors > 1000:
            break
    growth = (last - early) / early if early else 0.0
    good = errors == 0 and growth <= 0.05
    print(f"memory grew by {growth:+.1%} from {early_at:,} to {done:,} messages (5 % are allowed), {errors:,} errors: "
          f"{'reached' if good else 'MISSED'}")
    return 0 if good else 1


def main():
    chosen = arguments()
    bench = Bench(chosen)
    try:
        return compare(bench, chosen) if chosen.mode == "milter" else soak(bench, chosen)
    finally:
        bench.close()


if __name__ == "__main__":
    sys.exit(main())
