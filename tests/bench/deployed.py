"""What a deployed portal installs (requirements/base.txt), in bytes; and a way to hide all else from a server.

Tests and benchmarks bring packages along that a deployed portal has not (numpy, pandas, …). Some libraries load them
where they find them, and their memory would come into the figures.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from tests.bench import serving

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
HIDING = Path(__file__).with_name("hiding")


@dataclass(frozen=True)
class Package:
    name: str
    size: float  # MB


def packages() -> list[Package]:
    """Those that are pinned and installed here, the largest first."""
    found = [(name, _installed(name)) for name in pinned()]
    sizes = [Package(name, _size(one) / 1e6) for name, one in found if one is not None]
    return sorted(sizes, key=lambda package: -package.size)


def pinned() -> list[str]:
    return PINNED.findall((serving.ROOT / "requirements" / "base.txt").read_text())


def hidden() -> dict[str, str]:
    """The environment of a server that sees only what is deployed."""
    wanted = {_plain(name) for name in pinned()} | {"gunicorn"}
    absent = [top for top, owners in packages_distributions().items() if not {_plain(one) for one in owners} & wanted]
    return {"PYTHONPATH": str(HIDING), "HIDDEN_PACKAGES": ",".join(absent)}


def code_size() -> float:
    """MB of the portal's own code, templates, seeds and translations."""
    parts = ("programs", "indicators", "qualityportal", "seeds", "templates", "static", "locale", "deploy")
    return sum(_sizes(serving.ROOT / part) for part in parts) / 1e6


def static_size() -> float:
    """MB of the collected files."""
    return _sizes(serving.ROOT / "var" / "static") / 1e6


def python_version() -> str:
    return sys.version.split()[0]


def _sizes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # for another system
        return None


def _size(package: Distribution) -> int:
    paths = (Path(str(package.locate_file(file))) for file in package.files or [])
    return sum(path.stat().st_size for path in paths if path.is_file())


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
