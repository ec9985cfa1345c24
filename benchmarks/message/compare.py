"""Parses and walks two messages here and with GMime, in interleaved rounds, and prints the table. Started by ./bench message."""

import argparse
import os
import statistics
import subprocess
import sys

import messages

# Name, bytes, walks in one round, the least ratio of our speed to GMime's.
MESSAGES = [("100 KB", 100_000, 400, 1.0), ("10 MB", 10_000_000, 4, 1.0)]
# Rounds of one process: the first ones warm up (caches here, the just-in-time compiler there), the median of the others counts.
WARM_UP, COUNTED = 7, 3


def arguments():
    parser = argparse.ArgumentParser(prog="./bench message")
    parser.add_argument("--tools", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="three rounds")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds = 3
    return chosen


def run(command, file, walks):
    """One process: nanoseconds for one walk, entities, decoded bytes."""
    done = subprocess.run([*command, file, str(WARM_UP + COUNTED), str(walks)], stdout=subprocess.PIPE, check=True, text=True)
    rounds = [[int(word) for word in line.split()] for line in done.stdout.splitlines()[WARM_UP:]]
    return statistics.median(time for time, *_ in rounds), *rounds[-1][1:]


def main():
    chosen = arguments()
    peers = {"postern": [os.path.join(chosen.tools, "message/Postern.MessageWalk")], "gmime": [os.path.join(chosen.tools, "gmime_walk")]}
    print(f"{'message':<10}{'bytes':>12}{'entities':>10}{'decoded':>12}{'postern us':>12}{'gmime us':>12}{'ours/gmime':>12}   medians of {chosen.rounds} rounds, processor time of one walk; "
          f"load average {os.getloadavg()[0]:.1f}")
    good = True
    for name, size, walks, bar in MESSAGES:
        file = os.path.join(chosen.tools, f"message-{size}.eml")
        with open(file, "wb") as output:
            output.write(messages.message(size))
        times = {peer: [] for peer in peers}
        seen = set()
        for number in range(chosen.rounds):
            for peer in sorted(peers, reverse=number % 2 == 0):
                time, *counted = run(peers[peer], file, walks)
                times[peer].append(time)
                seen.add(tuple(counted))
        if len(seen) != 1:
            raise SystemExit(f"{name}: the sides have not done the same: entities and decoded bytes are {sorted(seen)}")
        ((entities, decoded),) = seen
        ratio = statistics.median(theirs / ours for ours, theirs in zip(times["postern"], times["gmime"]))
        good &= ratio >= bar
        ours, theirs = (statistics.median(times[peer]) / 1000 for peer in ("postern", "gmime"))
        print(f"{name:<10}{os.path.getsize(file):>12,}{entities:>10}{decoded:>12,}{ours:>12,.0f}{theirs:>12,.0f}{ratio:>12.2f}   asked {bar:.1f}: {'reached' if ratio >= bar else 'MISSED'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
