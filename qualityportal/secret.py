"""The secret key of this installation: from the environment, or made once and kept readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret_key(path: Path) -> str:
    """The SECRET_KEY variable, else the file's content; the file is made on the first run."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters. Unset it to have one made.")
        return given
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"No secret key: {path} cannot be written ({error}). Set SECRET_KEY, or make the folder writable."
        ) from error
    return path.read_text().strip()
