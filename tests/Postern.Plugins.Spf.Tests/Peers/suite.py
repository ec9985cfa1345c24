"""Prints the openspf.org test suite (RFC 7208) as JSON lines: one for each test, with its zone."""
import gzip
import json
import sys

import yaml


def records(entries):
    """Records as [type, value], in place of TXT those of the old type SPF when there are no others."""
    found, copies, has_text = [], [], False
    for entry in entries:
        if entry == "TIMEOUT":
            found.append(["*", "TIMEOUT"])
            continue
        for kind, value in entry.items():
            value = list(value) if isinstance(value, tuple) else value
            has_text |= kind == "TXT"
            if value == "NONE" or value == ["NONE"]:
                continue
            if kind == "SPF":
                copies.append(["TXT", value])
            else:
                found.append([kind, value])
    return found + ([] if has_text else copies)


with gzip.open(sys.argv[1], "rb") as file:
    for scenario in yaml.safe_load_all(file):
        zone = {name: records(entries) for name, entries in scenario["zonedata"].items()}
        for name, test in scenario["tests"].items():
            result = test["result"]
            print(json.dumps({
                "name": name, "zone": zone, "helo": test["helo"], "ip": test["host"], "sender": test["mailfrom"],
                "results": result if isinstance(result, list) else [result], "explanation": test.get("explanation"),
            }))
