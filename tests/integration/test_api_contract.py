"""The interface keeps what its description promises: requests made up from openapi.json, against a running server.

SQLite only (the Makefile leaves this file out of the PostgreSQL run): what PostgreSQL refuses in a request, such as
NUL, is in `test_api_refusals.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone
from openapi_spec_validator import validate

from tests.conftest import fill, roles

CONFIG = Path(__file__).with_name("schemathesis.toml")


@pytest.fixture
def address(transactional_db, live_server, settings) -> str:
    """A running portal with the five programs, which anybody may ask as often as they like."""
    settings.API_RATE = settings.API_CSV_RATE = 0
    roles()
    fill()
    return str(live_server.url)


def test_the_description_is_valid_openapi(portal, client):
    validate(client.get("/api/v1/openapi.json").json())


def test_made_up_requests_are_answered_as_described(address, tmp_path):
    config = tmp_path / CONFIG.name
    config.write_text(CONFIG.read_text().replace("TODAY", timezone.localdate().isoformat()))
    command = [sys.executable, "-m", "schemathesis.cli", f"--config-file={config}", "run"]
    run = subprocess.run(
        [*command, f"{address}/api/v1/openapi.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
