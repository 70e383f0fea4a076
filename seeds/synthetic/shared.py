"""The keys of what all synthetic programs share, and the moments at which it was made and became known."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

Rows = dict[str, list[tuple[Any, ...]]]  # by the name of their table


@dataclass
class Shared:
    """Regions by code, chains and indicators in the order of the words, breakdowns by slug."""

    regions: dict[str, int]
    observation_type: int  # the content type of observations, for what waits for review
    chains: list[int] = field(default_factory=list)
    indicators: list[int] = field(default_factory=list)
    breakdowns: dict[str, int] = field(default_factory=dict)
    made_at: datetime.datetime = datetime.datetime(2026, 1, 5, 1, tzinfo=datetime.UTC)
    # Before any program was recorded: a page of a past day needs the program's region, chain and indicators of then.
    known_since: datetime.datetime = datetime.datetime(2010, 1, 4, 1, tzinfo=datetime.UTC)
