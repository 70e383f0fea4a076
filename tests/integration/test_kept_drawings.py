"""The folder of drawn charts: bounded, and not listed at each write."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from qualityportal.caching import drawings
from qualityportal.caching.drawings import KeptDrawings


@pytest.fixture
def kept(tmp_path: Path) -> KeptDrawings:
    return KeptDrawings(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 10}, "TIMEOUT": None})


def write(kept: KeptDrawings, number: int) -> None:
    for place in range(number):
        kept.set(f"drawing-{place}", "<svg/>", None)


def test_it_stays_near_its_bound(kept: KeptDrawings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "WRITES", 5)
    write(kept, 300)
    assert 1 <= len(list(tmp_path.iterdir())) < 60


def test_few_writes_list_the_folder(kept: KeptDrawings, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = Mock(return_value=[])
    monkeypatch.setattr(kept, "_list_cache_files", listed)
    write(kept, 300)
    assert listed.call_count < 10
    assert kept.get("drawing-299") == "<svg/>"
