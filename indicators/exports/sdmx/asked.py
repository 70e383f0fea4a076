"""What an address of the SDMX REST API asks for (https://github.com/sdmx-twg/sdmx-rest, version 2), or why not.

Covered: data by dataflow, id, version and key; `c[…]` with codes, and with ge and le on TIME_PERIOD; `asOf`. The rest
of the API is refused by name with 501, never passed over in silence.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.exports.sdmx.concepts import AGENCY, FLOWS, VERSION, Flow, all_concepts
from indicators.exports.sdmx.periods import dated

LATEST = {"*", "+", "~", "latest", "all", VERSION, "1.0"}
ANY = "*"
# Further parameters with the values that change nothing here.
HARMLESS = {
    "dimensionAtObservation": {"AllDimensions"},
    "attributes": {"dsd", "all"},
    "measures": {"all"},
    "includeHistory": {"false"},
    "offset": {"0"},
    "format": {"csv", "json"},
}
CODED = {concept.id for concept in all_concepts() if concept.codes} | {"STAGE"}


class Refused(Exception):  # noqa: N818  # it is an answer
    """`status` is HTTP's; the text says what to do instead."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True)
class Asked:
    """`codes` are the accepted values of a component; `since` and `until` bound the days of a period; `at` is the text
    of a moment in the past.
    """

    flows: tuple[Flow, ...] = FLOWS
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: datetime.date | None = None
    until: datetime.date | None = None
    at: str = ""


def asked(agency: str, flow: str, version: str, key: str, parameters: Mapping[str, str]) -> Asked:
    """Parts of the path are `*` where the address leaves them out."""
    flows = tuple(one for one in FLOWS if flow in (ANY, one.id))
    if agency not in (ANY, AGENCY) or version not in LATEST or not flows:
        known = ", ".join(one.reference for one in FLOWS)
        raise Refused(404, f"There is no dataflow {agency}:{flow}({version}). There are {known}.")
    codes = _of_key(key, flows)
    period: dict[str, Any] = {}
    for name, value in parameters.items():
        if name == "c[TIME_PERIOD]":
            period |= _of_period(value)
        elif name.startswith("c["):
            codes |= _of_component(name[2:].removesuffix("]"), value)
        elif name == "asOf":
            period["at"] = value
        elif value not in HARMLESS.get(name, ()):
            raise Refused(501, f"{name}={value} is not supported. See docs/standards.md for what is.")
    if period.keys() & {"since", "until"} or codes.keys() & {"FREQ", "PERIOD_INFERRED"}:
        flows = tuple(one for one in flows if one.is_dated)
    return Asked(flows, codes, **period)


def _of_key(key: str, flows: tuple[Flow, ...]) -> dict[str, frozenset[str]]:
    """`A.360982` and `A.360982.*` ask for a frequency and an area; each place is a code or `*`."""
    parts = [] if key in ("", ANY, "all") else key.split(".")
    if not parts:
        return {}
    if len(flows) > 1:
        raise Refused(400, "A key needs one dataflow, since they differ in their dimensions. Name one, or use *.")
    if "," in key:
        raise Refused(501, "Several keys in one address are not supported. Use c[REF_AREA]=…,… instead.")
    dimensions = flows[0].dimensions
    if len(parts) > len(dimensions):
        names = ".".join(concept.id for concept in dimensions)
        raise Refused(400, f"The key has {len(parts)} places; {flows[0].reference} has {len(dimensions)}: {names}.")
    found = {c.id: frozenset({part}) for c, part in zip(dimensions, parts, strict=False) if part not in ("", ANY)}
    if "TIME_PERIOD" in found:
        raise Refused(501, "A period in the key is not supported. Use c[TIME_PERIOD]=ge:2020+le:2022.")
    return found


def _of_component(name: str, value: str) -> dict[str, frozenset[str]]:
    if name not in CODED:
        raise Refused(501, f"c[{name}] is not supported. Filter by {', '.join(sorted(CODED))} or TIME_PERIOD.")
    values = [item.removeprefix("eq:") for item in value.split(",")]
    if any(":" in item or "+" in item for item in values):
        raise Refused(501, f"Only equality is supported for {name}: c[{name}]=A or c[{name}]=A,B.")
    return {name: frozenset(values)}


def _of_period(value: str) -> dict[str, datetime.date]:
    """SDMX REST, data queries: from the period that starts on or after, to the one that ends on or before. A `+` that
    was not escaped arrives as a space.
    """
    found = {}
    for part in value.replace("+", " ").split():
        operator, _colon, text = part.rpartition(":")
        try:
            start, end = dated(text)
        except ValueError:
            raise Refused(400, f"{text} is no period. Write 2021, 2021-05, 2021-05-17 or 2021-01-01/P8M.") from None
        match operator:
            case "ge":
                found["since"] = start
            case "le":
                found["until"] = end
            case _:
                raise Refused(501, "Only ge and le are supported for TIME_PERIOD: c[TIME_PERIOD]=ge:2020+le:2022.")
    return found
