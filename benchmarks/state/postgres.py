"""A PostgreSQL server of the benchmark's own, on loopback, as an unprivileged user."""

import glob
import os
import shutil
import socket
import subprocess
import time

PASSWORD = "bench"


class Postgres:
    """Debian's server with its usual settings: it waits for the disk at every commit."""

    def __init__(self, folder):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        if not found:
            raise SystemExit("PostgreSQL is missing: /usr/lib/postgresql is empty")
        self.programs = found[-1]
        self.folder = folder
        self.data = os.path.join(folder, "data")
        self.process = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        os.makedirs(self.data, 0o700)
        password = os.path.join(self.folder, "password")
        with open(password, "w", encoding="ascii") as file:
            file.write(PASSWORD + "\n")
        if os.geteuid() == 0:
            for path in (self.folder, self.data, password):
                shutil.chown(path, "nobody", "nogroup")
        self._run("initdb", "-D", self.data, "-U", "postern", "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", f"--pwfile={password}")
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.process = subprocess.Popen(
                self._command("postgres", "-D", self.data, "-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}"),
                stdout=log, stderr=log, cwd=self.folder)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                self.query("SELECT 1")
                return
            except subprocess.CalledProcessError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as log:
            raise SystemExit(f"PostgreSQL does not start:\n{log.read()}")

    def query(self, sql):
        done = subprocess.run(
            [os.path.join(self.programs, "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "postern", "-d", "postgres", "-XqAt", "-c", sql],
            env={**os.environ, "PGPASSWORD": PASSWORD}, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def transactions(self):
        """Transactions that have ended; a backend reports them when it has nothing to do."""
        time.sleep(1.5)
        return int(self.query("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = 'postgres'"))

    def configuration(self):
        return (f'storage {{ postgres {{ connection "Host=127.0.0.1;Port={self.port};Username=postern;Database=postgres"; '
                f'password-file "{os.path.join(self.folder, "password")}"; }} }}\n')

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def _command(self, program, *arguments):
        command = [os.path.join(self.programs, program), *arguments]
        return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command] if os.geteuid() == 0 else command

    def _run(self, program, *arguments):
        done = subprocess.run(self._command(program, *arguments), cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{program} has failed:\n{done.stdout}{done.stderr}")
