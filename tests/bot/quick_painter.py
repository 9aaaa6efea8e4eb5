"""A painter's process that draws the same dot for everything, at once; what has no columns it cannot draw."""

import base64
import sys

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

if __name__ == "__main__":
    for line in sys.stdin.buffer:
        kind, body = (b"E", b"ValueError") if b'"columns":[]' in line else (b"P", DOT)
        sys.stdout.buffer.write(b"%b%08d" % (kind, len(body)) + body)
        sys.stdout.buffer.flush()
