"""Describes the messages of a folder as Python's email package reads them: a line per entity, FILE PATH TYPE SIZE NAME, separated by tabs, the name in hexadecimal."""

import email
import email.header
import email.message
import email.utils
import os
import sys


def file_name(entity):
    name = entity.get_filename("")
    if "=?" in name:
        try:
            name = str(email.header.make_header(email.header.decode_header(name)))
        except (ValueError, LookupError, email.errors.HeaderParseError):
            pass
    return name.encode("utf-8", "surrogateescape")


def describe(entity, path, lines):
    # It makes a message of each block of a delivery status, which is fields and no message.
    is_report = entity.get_content_type() == "message/delivery-status"
    nested = entity.get_payload() if entity.is_multipart() and not is_report else []
    size = "-" if nested or is_report else str(len(entity.get_payload(decode=True) or b""))
    lines.append((path, entity.get_content_type(), size, file_name(entity).hex()))
    for number, part in enumerate(nested, 1):
        describe(part, f"{path}.{number}" if path != "0" else str(number), lines)


def main():
    folder = sys.argv[1]
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    for file in sorted(os.listdir(folder)):
        with open(os.path.join(folder, file), "rb") as message:
            content = message.read()
        lines = []
        try:
            describe(email.message_from_bytes(content), "0", lines)
        except Exception as error:  # what it cannot read is a result
            lines = [("0", "failed: " + type(error).__name__, "-", "")]
        for line in lines:
            print(file, *line, sep="\t")


main()
