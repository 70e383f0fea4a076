"""nginx in front of a portal, as deploy/nginx has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from string import Template

from tests.bench import serving

MISSING = "nginx is not installed (Debian: apt-get install nginx-light); it was not tried"
AROUND = (
    "$user worker_processes auto; pid $folder/nginx.pid; error_log $folder/error.log; "
    "events {} http { include $folder/portal.conf; }"
)
START_SECONDS = 30


def is_there() -> bool:
    return shutil.which("nginx") is not None


@contextmanager
def in_front(folder: Path, site: str) -> Iterator[int]:
    """The port; nginx keeps pages below `folder`, and serves the static files of the portal there."""
    port = serving.free_port()
    command = ["nginx", "-p", str(folder), "-c", str(_configured(folder, site, port)), "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _configured(folder: Path, site: str, port: int) -> Path:
    text = (serving.ROOT / "deploy" / "nginx" / "portal.conf.template").read_text()
    values = {"LISTEN": f"{serving.HOST}:{port}", "UPSTREAM": site.removeprefix("http://")}
    values |= {"STATIC": str(folder / "static"), "PAGES": str(folder / "pages"), "LOG": str(folder / "access.log")}
    (folder / "portal.conf").write_text(Template(text).safe_substitute(values))
    whole = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    whole.write_text(Template(AROUND).substitute(folder=folder, user=user))
    return whole


def _wait(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        link = HTTPConnection(serving.HOST, port, timeout=5)
        try:
            link.request("GET", "/healthz")
            if link.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            link.close()
        time.sleep(0.05)
    raise serving.BenchError("nginx did not start, or does not reach the portal.")
