"""python -m indicators.intake.child KIND: a file from standard input to its text, or why it has none."""

from __future__ import annotations

import contextlib
import resource
import sys

from indicators.intake.confined import READ, REFUSED
from indicators.intake.kinds import Kind
from indicators.intake.limits import MAX_BYTES, MEMORY, SECONDS
from indicators.intake.readers import read_as
from indicators.intake.refused import Unreadable

LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_FSIZE: 0,
}


def main(kind: Kind) -> None:
    for name, most in LIMITS.items():
        with contextlib.suppress(ValueError, OSError):  # a system that does not know this limit
            resource.setrlimit(name, (most, most))
    try:
        answer = READ + read_as(kind, sys.stdin.buffer.read(MAX_BYTES + 1)).encode()
    except Unreadable as refused:
        answer = REFUSED + refused.reason.value.encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(Kind(sys.argv[1]))
