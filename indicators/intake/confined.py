"""Reading a file in a process of its own, which has little time and memory, no secrets, and writes nothing.

A PDF, a document or a web page can be made so that any library takes hours or gigabytes over it. `limits` bounds both;
what does not fit is refused, and the server goes on.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from indicators.intake.kinds import Kind
from indicators.intake.limits import SECONDS
from indicators.intake.refused import Reason, Unreadable

ROOT = Path(__file__).parents[2]
READ, REFUSED = b"read\n", b"refused\n"


def read_confined(kind: Kind, content: bytes) -> str:
    """The text that `readers.read_as` finds. Raises Unreadable."""
    command = [sys.executable, "-B", "-m", "indicators.intake.child", kind.value]
    try:
        done = subprocess.run(  # noqa: S603  # our own module; the file goes in as bytes
            command, input=content, capture_output=True, cwd=ROOT, env={}, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Reason.TOO_HARD) from error
    if done.stdout.startswith(READ):
        return done.stdout.removeprefix(READ).decode()
    if done.stdout.startswith(REFUSED):
        raise Unreadable(Reason(done.stdout.removeprefix(REFUSED).decode()))
    raise Unreadable(Reason.TOO_HARD)  # ended by one of its limits
