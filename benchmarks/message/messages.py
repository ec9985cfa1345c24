"""Makes the messages that are measured, the same for the same size."""

import base64
import quopri
import random

WORDS = "the of mail filter message header body server sender recipient queue caf\u00e9 gr\u00fcn attached please find regards".split()


def text(source, size):
    lines = []
    while sum(map(len, lines)) < size:
        lines.append(" ".join(source.choices(WORDS, k=12)) + "\n")
    return "".join(lines).encode()


def entity(fields, body):
    return "\n".join(fields).encode() + b"\n\n" + body.rstrip(b"\n")


def multipart(subtype, boundary, parts, fields=()):
    body = b"".join(b"--" + boundary.encode() + b"\n" + part + b"\n" for part in parts) + b"--" + boundary.encode() + b"--\n"
    return entity([*fields, f'Content-Type: multipart/{subtype}; boundary="{boundary}"'], body)


def quoted(source, subtype, size):
    return entity([f"Content-Type: text/{subtype}; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], quopri.encodestring(text(source, size)))


def attachment(source, number, size):
    name = f"report {number}.pdf"
    return entity([f'Content-Type: application/pdf; name="{name}"', f'Content-Disposition: attachment; filename="{name}"', "Content-Transfer-Encoding: base64"],
                  base64.encodebytes(source.randbytes(size * 3 // 4 * 76 // 77)))


def message(size):
    """A letter in two forms, six attachments with nine tenths of the bytes, a forwarded message, a plain text; CRLF at the line ends."""
    source = random.Random(size)
    share = size // 100
    header = ["From: =?utf-8?q?Ren=C3=A9?= <rene@example.test>", "To: team@example.test,\n other@example.test", "Subject: Monthly reports", "MIME-Version: 1.0",
              *(f"X-Field-{i}: {' '.join(source.choices(WORDS[:9], k=10))}" for i in range(20))]
    letter = multipart("alternative", "letter", [quoted(source, "plain", 2 * share), quoted(source, "html", 3 * share)])
    forwarded = entity(["Content-Type: message/rfc822"], multipart("mixed", "forwarded", [quoted(source, "plain", share), attachment(source, 0, 5 * share)],
                                                                   ["Subject: Fwd", "MIME-Version: 1.0"]))
    parts = [letter, *(attachment(source, i, 14 * share) for i in range(1, 7)), forwarded,
             entity(["Content-Type: text/plain; charset=us-ascii"], b"A plain text.\n" * (share // 14))]
    return multipart("mixed", "=_outer_0123456789", parts, header).replace(b"\n", b"\r\n") + b"\r\n"
