"""The structures as an SDMX-JSON 2.0 structure message: dataflows, data structures, concepts and codelists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop as _

from indicators.exports.both_languages import in_both
from indicators.exports.sdmx.asked import ANY, LATEST, Refused
from indicators.exports.sdmx.codes import TITLES, Code, codelists
from indicators.exports.sdmx.concepts import AGENCY, FLOWS, OBS_VALUE, VERSION, Concept, Flow, all_concepts
from indicators.exports.sdmx.header import STRUCTURE_SCHEMA, meta, urn

MEDIA_TYPE = "application/vnd.sdmx.structure+json; version=2.0.0"
CONCEPTS = "CONCEPTS"
# The kinds of artefact by their name in an address, with the member of the message that lists them.
KINDS = {
    "dataflow": "dataflows",
    "datastructure": "dataStructures",
    "conceptscheme": "conceptSchemes",
    "codelist": "codelists",
}
NONE = "none"


def structure_message(kind: str, agency: str, name: str, version: str, references: str = NONE) -> dict[str, Any]:
    """The artefacts of a kind and id (`*` for any); with any `references` but none, all that they use besides."""
    if agency not in (ANY, AGENCY) or version not in LATEST or kind not in (ANY, *KINDS):
        raise Refused(404, f"There is no {kind} {agency}:{name}({version}). There are {', '.join(KINDS)} of {AGENCY}.")
    members = {KINDS[kind]} if kind != ANY else set(KINDS.values())
    everything = _artefacts()
    found = {
        member: [artefact for artefact in artefacts if member in members and name in (ANY, artefact["id"])]
        for member, artefacts in everything.items()
    }
    if not any(found.values()):
        raise Refused(404, f"There is no {kind} {agency}:{name}({version}).")
    if references != NONE and kind in ("dataflow", "datastructure"):
        # Both dataflows rest on the same concepts and codelists.
        names = {artefact["id"] for artefact in (*found["dataflows"], *found["dataStructures"])}
        found = everything | {
            member: [artefact for artefact in everything[member] if artefact["id"] in names]
            for member in ("dataflows", "dataStructures")
        }
    return {"meta": meta(STRUCTURE_SCHEMA), "data": {member: rows for member, rows in found.items() if rows}}


def _artefacts() -> dict[str, list[dict[str, Any]]]:
    return {
        "dataflows": [_dataflow(flow) for flow in FLOWS],
        "dataStructures": [_data_structure(flow) for flow in FLOWS],
        "conceptSchemes": [_concept_scheme()],
        "codelists": [_codelist(name, codes) for name, codes in codelists().items()],
    }


def _maintained(name: str, title: str, meaning: str = "") -> dict[str, Any]:
    names = in_both(title)
    described = in_both(meaning) if meaning else {}
    texts = {"description": described["zh"], "descriptions": described} if described else {}
    return {"id": name, "agencyID": AGENCY, "version": VERSION, "name": names["zh"], "names": names, **texts}


def _dataflow(flow: Flow) -> dict[str, Any]:
    structure = urn("datastructure", "DataStructure", flow.id)
    return {**_maintained(flow.id, flow.title, flow.meaning), "structure": structure}


def _data_structure(flow: Flow) -> dict[str, Any]:
    own = [concept for concept in flow.dimensions if concept.id != "TIME_PERIOD"]
    dimensions: dict[str, Any] = {
        "id": "DimensionDescriptor",
        "dimensions": [_component(concept) | {"position": place} for place, concept in enumerate(own)],
    }
    if flow.is_dated:
        dimensions["timeDimension"] = _component(flow.dimensions[-1])
    attributes = [_attribute(concept) for concept in flow.attributes]
    return {
        **_maintained(flow.id, flow.title, flow.meaning),
        "dataStructureComponents": {
            "dimensionList": dimensions,
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
            "measureList": {
                "id": "MeasureDescriptor",
                "measures": [_component(OBS_VALUE) | {"usage": "mandatory"}],
            },
        },
    }


def _attribute(concept: Concept) -> dict[str, Any]:
    usage = "mandatory" if concept.mandatory else "optional"
    return _component(concept) | {"attributeRelationship": {"observation": {}}, "usage": usage}


def _component(concept: Concept) -> dict[str, Any]:
    if concept.codes:
        written: dict[str, Any] = {"enumeration": urn("codelist", "Codelist", concept.codes)}
    else:
        written = {"format": {"dataType": concept.data_type}}
    identity = f"{urn('conceptscheme', 'Concept', CONCEPTS)}.{concept.id}"
    return {"id": concept.id, "conceptIdentity": identity, "localRepresentation": written}


def _concept_scheme() -> dict[str, Any]:
    concepts = []
    for concept in all_concepts():
        names, meanings = concept.names, concept.descriptions
        texts = {"name": names["zh"], "names": names, "description": meanings["zh"], "descriptions": meanings}
        concepts.append({"id": concept.id, **texts})
    return {**_maintained(CONCEPTS, _("Words of the portal")), "concepts": concepts}


def _codelist(name: str, codes: Iterable[Code]) -> dict[str, Any]:
    items = []
    for code in codes:
        names = code.names
        above = {"parent": code.parent} if code.parent else {}
        items.append({"id": code.id, "name": names["zh"], "names": names, **above})
    return {**_maintained(name, TITLES[name]), "codes": items}
