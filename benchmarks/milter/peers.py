"""The filters that are compared: how each is started, reached, measured and stopped."""

import os
import shutil
import signal
import socket
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
UNPRIVILEGED = "nobody"


class Peer:
    """One filter under measurement, running as an unprivileged user in a folder of its own."""

    def __init__(self, name, command, value=None, environment=None, forks=False):
        self.name = name
        self.command = command  # words; {socket}, {directory} and {scratch} are filled in
        self.value = value  # what the added header must hold, where it is not the benchmark filter's text
        self.environment = environment or {}
        self.forks = forks
        self.process = None
        self.socket = None
        self.directory = None

    def start(self, scratch, transport):
        self.directory = os.path.join(scratch, f"{self.name}-{transport}")
        os.mkdir(self.directory, 0o755)
        if transport == "unix":
            self.socket = f"unix:{self.directory}/socket"
        else:
            self.socket = f"inet:{free_port()}@127.0.0.1"
        words = {"socket": self.socket, "directory": self.directory, "scratch": scratch}
        command = [word.format(**words) for word in self.command]
        as_user = {}
        if os.geteuid() == 0:
            shutil.chown(self.directory, UNPRIVILEGED)
            as_user = {"user": UNPRIVILEGED, "group": "nogroup", "extra_groups": []}
        with open(os.path.join(self.directory, "log"), "wb") as log:
            self.process = subprocess.Popen(
                command, cwd=self.directory, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "HOME": self.directory, **self.environment}, **as_user)
        self._await_listening()

    def _await_listening(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} has ended with status {self.process.returncode}:\n{self.log()}")
            if can_connect(self.socket):
                return
            time.sleep(0.05)
        raise SystemExit(f"{self.name} does not listen on {self.socket}:\n{self.log()}")

    def log(self):
        with open(os.path.join(self.directory, "log"), encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-20:])

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def cpu_seconds(self):
        """Processor time of the filter and of those of its children that have ended."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii", errors="replace") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return sum(int(fields[i]) for i in (11, 12, 13, 14)) / os.sysconf("SC_CLK_TCK")

    def status_kib(self, key):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith(key + ":"):
                    return int(line.split()[1])
        return 0

    def peak_kib(self):
        return self.status_kib("VmHWM")

    def family_kib(self):
        """Memory of a forking filter and its children now, shared pages counted once."""
        total = 0
        for pid in [self.process.pid, *children(self.process.pid)]:
            try:
                with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
                    total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
            except (OSError, StopIteration):
                pass  # the child has ended meanwhile
        return total


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as listed:
            return [int(word) for word in listed.read().split()]
    except OSError:
        return []


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def can_connect(address):
    kind, _, rest = address.partition(":")
    try:
        if kind == "unix":
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(rest)
        else:
            port, _, host = rest.partition("@")
            with socket.create_connection((host, int(port)), 1):
                pass
        return True
    except OSError:
        return False


def all_peers(tools, hosts):
    """Every peer by name; `hosts` is [(name, out folder, environment)], more than one for a comparison of two builds."""
    peers = {}
    for name, folder, environment in hosts:
        peers[name] = postern(name, folder, environment)
    ours, folder, environment = hosts[0]
    least = f"{ours}-least"
    peers[least] = postern(least, folder, environment, filter_name="least.mfl", value="libmilter")
    worker = f"{ours}-worker"
    peers[worker] = postern(worker, folder, environment, filter_name="worker.mfl", value="libmilter")
    peers["mailfromd"] = Peer("mailfromd", ["/usr/sbin/mailfromd", "--no-config", "--foreground", "--stderr",
                                            "--state-directory", "{directory}", "--pidfile", "{directory}/pid",
                                            "--port", "{socket}", "{scratch}/filter.mfl"], forks=True)
    peers["libmilter"] = Peer("libmilter", [f"{tools}/libmilter_filter", "{socket}", "same"])
    peers["libmilter-least"] = Peer("libmilter-least", [f"{tools}/libmilter_filter", "{socket}", "least"], value="libmilter")
    peers["epoll"] = Peer("epoll", [f"{tools}/epoll_filter", "{socket}"])
    return peers


def postern(name, folder, environment, filter_name="filter.mfl", value=None):
    """A build of Postern with one of the benchmark's filters."""
    return Peer(name, [f"{folder}/bin/postern", "--no-config", "--foreground", "--stderr",
                       "--state-directory", "{directory}", "--port", "{socket}", "{scratch}/" + filter_name],
                value=value, environment=environment)
