"""How many messages Postfix carries with a filter that reads all of them, beside the do-nothing filter. Started by ./bench postfix."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(os.path.dirname(HERE), name) for name in ("milter", "message", "postfix")]

import messages  # noqa: E402
import peers  # noqa: E402
import server  # noqa: E402

BAR = 0.7
FILTERS = ("nothing", "reader")


def arguments():
    parser = argparse.ArgumentParser(prog="./bench postfix")
    parser.add_argument("--host", required=True, metavar="NAME=OUT", help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--messages", type=int, default=600, help="in one round for one filter")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--bytes", type=int, default=20_000, help="of a message")
    return parser.parse_args()


def send(port, file, chosen):
    """Messages in a second until Postfix has taken them all; each connection carries one after the other."""
    start = time.monotonic()
    done = subprocess.run(["/usr/sbin/smtp-source", "-4", "-d", "-s", str(chosen.connections), "-m", str(chosen.messages), "-f", "a@example.test", "-t", "b@postern.test",
                           "-F", file, f"inet:127.0.0.1:{port}"], stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"smtp-source has failed: {done.stderr}")
    return chosen.messages / (time.monotonic() - start)


def main():
    chosen = arguments()
    scratch = tempfile.mkdtemp(prefix="postern-bench.")
    os.chmod(scratch, 0o755)
    shutil.copytree(chosen.host.partition("=")[2], os.path.join(scratch, "out"), symlinks=True)
    file = os.path.join(scratch, "message")
    with open(file, "wb") as output:
        output.write(messages.message(chosen.bytes).replace(b"\r\n", b"\n"))
    hosts, postfix = {}, None
    try:
        for name in FILTERS:
            shutil.copy(os.path.join(HERE, name + ".mfl"), scratch)
            hosts[name] = peers.postern(name, os.path.join(scratch, "out"), {}, filter_name=name + ".mfl")
            hosts[name].start(scratch, "tcp")
        milters = {name: "inet:127.0.0.1:" + host.socket.partition(":")[2].partition("@")[0] for name, host in hosts.items()}
        postfix = server.Postfix(os.path.join(scratch, "postfix"), milters.values())
        postfix.start()
        rates = {name: [] for name in FILTERS}
        print(f"Postfix on {os.cpu_count()} processors, {chosen.connections} connections, messages of {os.path.getsize(file):,} bytes, {chosen.messages} in a round; "
              f"medians of {chosen.rounds} interleaved rounds; load average {os.getloadavg()[0]:.1f}")
        for number in range(chosen.rounds + 1):
            for name in sorted(FILTERS, reverse=number % 2 == 0):
                rate = send(postfix.ports[milters[name]], file, chosen)
                if number > 0:  # the first round warms up
                    rates[name].append(rate)
        ratio = statistics.median(reader / nothing for nothing, reader in zip(rates["nothing"], rates["reader"]))
        for name in FILTERS:
            print(f"  {name:<10}{statistics.median(rates[name]):>10,.0f} messages/s{hosts[name].cpu_seconds() * 1e6 / chosen.messages / (chosen.rounds + 1):>10,.0f} us of the host for each")
        print(f"  reader/nothing, asked {BAR}: {ratio:.2f}  {'reached' if ratio >= BAR else 'MISSED'}")
        return 0 if ratio >= BAR else 1
    finally:
        if postfix is not None:
            postfix.stop()
        for host in hosts.values():
            host.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
