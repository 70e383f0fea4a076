"""Absolute addresses of records, in a form that a million rows can afford."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override

from programs.paths import around


@dataclass(frozen=True)
class Links:
    """`site` is the scheme and host without a slash at the end. An address here is the Chinese one: a permalink does
    not depend on the language in which somebody happened to download it.
    """

    site: str

    @classmethod
    def of(cls, request: HttpRequest) -> Links:
        """By SITE_URL where the portal has one, else by the host that was asked."""
        return cls(settings.SITE_URL or request.build_absolute_uri("/").rstrip("/"))

    def page(self, name: str, key: str | int) -> str:
        """The address of the page `name` of one record, for example `page("program", "jingdezhen-ceramics")`."""
        before, after = self._patterns[name]
        return f"{before}{key}{after}"

    @cached_property
    def _patterns(self) -> dict[str, tuple[str, str]]:
        names = ("region", "chain", "program", "indicator", "observation", "source")
        with override("zh-hans"):
            paths = {name: around(name) for name in names}
        return {name: (self.site + before, after) for name, (before, after) in paths.items()}
