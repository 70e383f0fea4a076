"""What all SDMX-JSON messages begin with, and the names by which artefacts refer to each other."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from indicators.exports.both_languages import in_both
from indicators.exports.sdmx.concepts import AGENCY, VERSION, Flow

SCHEMAS = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop"
DATA_SCHEMA = f"{SCHEMAS}/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json"
STRUCTURE_SCHEMA = f"{SCHEMAS}/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
PORTAL = _("Quality portal")


def meta(schema: str) -> dict[str, Any]:
    """`schema` comes first: readers tell the kind of message by it."""
    names = in_both(PORTAL)
    return {
        "schema": schema,
        "id": f"QP-{uuid.uuid4()}",
        "prepared": timezone.now().isoformat(timespec="seconds"),
        "contentLanguages": list(names),
        "sender": {"id": AGENCY, "name": names["zh"], "names": names},
    }


def urn(package: str, kind: str, name: str) -> str:
    """SDMX Registry Specification, "URN": package, class, then agency:id(version)."""
    return f"urn:sdmx:org.sdmx.infomodel.{package}.{kind}={AGENCY}:{name}({VERSION})"


def flow_urn(flow: Flow) -> str:
    return urn("datastructure", "Dataflow", flow.id)
