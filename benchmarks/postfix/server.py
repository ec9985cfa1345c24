"""A Postfix of the benchmark's own: on loopback, everything under one folder, one SMTP port for each milter, all mail to the `discard` transport."""

import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "milter"))

import peers  # noqa: E402


class Postfix:
    def __init__(self, folder, milters):
        self.folder = folder
        self.ports = {milter: peers.free_port() for milter in milters}

    def start(self):
        for name in ("etc", "queue", "data"):
            os.makedirs(os.path.join(self.folder, name))
        subprocess.run(["chown", "postfix", os.path.join(self.folder, "data")], check=True)
        self._write("main.cf", f"""
            compatibility_level = 3.6
            queue_directory = {self.folder}/queue
            data_directory = {self.folder}/data
            daemon_directory = /usr/lib/postfix/sbin
            command_directory = /usr/sbin
            mail_owner = postfix
            setgid_group = postdrop
            maillog_file = {self.folder}/maillog
            maillog_file_prefixes = {self.folder}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = mx.postern.test
            mynetworks = 127.0.0.0/8
            mydestination =
            alias_maps =
            local_recipient_maps =
            smtpd_peername_lookup = no
            smtpd_client_connection_count_limit = 0
            default_transport = discard:
            in_flow_delay = 0
            milter_default_action = tempfail
            milter_protocol = 6
            """)
        services = "".join(f"127.0.0.1:{port} inet n - n - - smtpd -o smtpd_milters={milter}\n" for milter, port in self.ports.items())
        self._write("master.cf", services + """
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            """)
        subprocess.run(["/usr/sbin/postfix", "-c", os.path.join(self.folder, "etc"), "start"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for port in self.ports.values():
            while not peers.can_connect(f"inet:{port}@127.0.0.1"):
                time.sleep(0.05)

    def stop(self):
        subprocess.run(["/usr/sbin/postfix", "-c", os.path.join(self.folder, "etc"), "stop"], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def log(self):
        with open(os.path.join(self.folder, "maillog"), encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-20:])

    def _write(self, name, text):
        with open(os.path.join(self.folder, "etc", name), "w", encoding="ascii") as file:
            file.write("\n".join(line.strip() for line in text.strip().splitlines()) + "\n")
