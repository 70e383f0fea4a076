"""Which pages are measured, and on which of them a chart is opened."""

from __future__ import annotations

from dataclasses import dataclass

EXPLORE = ".chart-explore"
"""The button that hands a chart over to the browser's Plotly; `watch.js` knows what is there afterwards."""


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    explores: bool = False
    waits_for_chart: bool = False
    """A chart that scripts draw comes long after the load event; without one the visit would be worthless."""


PROGRAM = Page("Program: Zhangshu", "/programs/zhangshu-metal-furniture/", explores=True, waits_for_chart=True)
PAGES = (
    Page("Home", "/", waits_for_chart=True),
    Page("Programs", "/programs/"),
    PROGRAM,
    Page("Program: Fujian", "/programs/fujian-household-ceramics/", explores=True, waits_for_chart=True),
    Page("Region", "/regions/360982/"),
    Page("Indicator", "/indicators/export-value/"),
    Page("Source", "/sources/zhangshu-metal-furniture/"),
    Page("About", "/about/"),
)
PEER = Page("Peer: Zhangshu", PROGRAM.path, waits_for_chart=True)
"""The same program on the plain page; `PROGRAM` is what it is compared with."""
