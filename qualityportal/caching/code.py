"""What the code stands at: a digest of all that decides how a page looks, read once per process."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings

DRAWS_PAGES = (
    *(f"{package}/**/*.py" for package in ("qualityportal", "programs", "indicators", "seeds")),
    *("templates/**/*.html", "locale/*/LC_MESSAGES/*.mo"),
)


@cache
def code_version() -> str:
    digest = hashlib.sha256(settings.SITE_URL.encode())
    files = [path for pattern in DRAWS_PAGES for path in settings.BASE_DIR.glob(pattern)]
    manifest = settings.STATIC_ROOT / "staticfiles.json"  # the names of style sheets and scripts
    for path in sorted([*files, *([manifest] if manifest.exists() else [])]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
