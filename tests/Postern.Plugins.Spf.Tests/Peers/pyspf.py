"""Evaluates policies with python3-spf: each line of the input is a question with its zone, each line of the output a result."""
import json
import socket
import sys

import spf

zone = {}


def look_up(name, kind, strict=True, timeout=None, level=0):
    for record_kind, value in zone.get(name.rstrip(".").lower(), []):
        if value == "TIMEOUT":
            if record_kind in (kind, "*"):
                raise spf.TempError("DNS timeout")
            continue
        if record_kind == "AAAA":
            value = bytes(socket.inet_pton(socket.AF_INET6, value))
        elif record_kind == "TXT":
            value = (value.encode("latin-1"),)
        elif record_kind == "MX":
            value = tuple(value)
        yield (name, record_kind), value
        if level == 0 and record_kind == "CNAME":
            yield from look_up(value, kind, strict, timeout, 1)


spf.DNSLookup = look_up
for line in sys.stdin:
    question = json.loads(line)
    zone = question["zone"]
    result, _, text = spf.query(i=question["ip"], s=question["sender"], h=question["helo"], strict=True, timeout=20).check()
    print(result + (" " + text.replace("\n", " ") if result in ("permerror", "temperror") else ""), flush=True)
