"""Draws a Plotly figure as a small inline SVG, without a browser: plotly-mirage, then scour, then our own clean-up.

Plain Python. Only `draughtsman` knows the renderer; another (kaleido) can take its place there.
The SVG has no style attributes and no scripts (Content-Security-Policy), names palette colours as custom properties so
that one drawing serves light and dark, scales by its viewBox, and is the same bytes for the same figure.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any, Final
from xml.etree import ElementTree as ET

from scour import scour

from indicators.charts.palette import LIGHT
from indicators.charts.plotting import draughtsman
from indicators.rules.xml_text import for_xml

SVG: Final = "{http://www.w3.org/2000/svg}"
COLOUR_ATTRIBUTES: Final = ("fill", "stroke", "stop-color")
DROPPED_PROPERTIES: Final = frozenset({"white-space", "vector-effect", "pointer-events", "cursor"})
IDLE_DEFAULTS: Final = {
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "stroke-miterlimit": "2",
    "dy": "0em",
    "patternTransform": "",
}
TOKENS: Final = {colour.lower(): f"var(--{token}, {colour})" for token, colour in LIGHT.items()}

ET.register_namespace("", SVG[1:-1])


def to_svg(figure: Any, *, width: int, height: int, themed: bool = True) -> str:
    """The figure as one `<svg>` of `width` × `height` user units.

    Without `themed` the colours stay plain hexadecimal, as a file that leaves the page needs them.
    """
    drawn = for_xml(draughtsman.draw(figure, width, height))
    root = ET.fromstring(scour.scourString(drawn, _scour_options()))  # noqa: S314 - our own drawing
    _clean(root, themed=themed)
    _rename_ids(root, "c" + figure_hash(figure)[:8])
    _hoist_fonts(root)
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    root.attrib.update({"viewBox": f"0 0 {width} {height}", "aria-hidden": "true", "focusable": "false"})
    return ET.tostring(root, encoding="unicode")


def figure_hash(figure: Any) -> str:
    """The same for the same figure in every process."""
    return hashlib.sha256(figure.to_json().encode()).hexdigest()


def _scour_options() -> Any:
    options = scour.sanitizeOptions()
    options.strip_ids = True
    options.strip_comments = True
    options.remove_metadata = True
    options.strip_xml_prolog = True
    options.strip_xml_space_attribute = True
    options.style_to_xml = True
    options.enable_viewboxing = True
    options.indent_type = "none"
    options.newlines = False
    options.digits = 5
    return options


def _clean(element: ET.Element, *, themed: bool) -> None:
    """Drop what draws nothing, style attributes, and clipping (figures keep inside their ranges)."""
    for child in list(element):
        _clean(child, themed=themed)
        if _draws_nothing(child):
            element.remove(child)
    _unstyle(element)
    if "crisp" in element.get("class", "").split():
        element.set("shape-rendering", "crispEdges")  # what Plotly's own style sheet says
    for name in ("class", "clip-path"):
        element.attrib.pop(name, None)
    for name, default in IDLE_DEFAULTS.items():
        if element.get(name) == default:
            del element.attrib[name]
    for name in COLOUR_ATTRIBUTES:
        if name in element.attrib:
            element.set(name, _colour(element.get(name, ""), themed=themed))


def _draws_nothing(element: ET.Element) -> bool:
    if element.tag in (SVG + "g", SVG + "defs"):
        return len(element) == 0
    if element.tag == SVG + "clipPath" or element.get("opacity") == "0":
        return True
    if element.tag == SVG + "path":
        return not element.get("d") or element.get("d") in ("m0 0", "M0,0", "M0 0")
    return element.tag == SVG + "rect" and element.get("fill-opacity") == "0"


def _unstyle(element: ET.Element) -> None:
    """Every declaration of a style attribute becomes an attribute, except those that change nothing here."""
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name and name not in DROPPED_PROPERTIES and name not in element.attrib:
            element.set(name, value)


def _colour(value: str, *, themed: bool) -> str:
    found = re.fullmatch(r"rgb\((\d+), ?(\d+), ?(\d+)\)", value)
    if found:
        value = "#" + "".join(f"{int(part):02x}" for part in found.groups())
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        value = "#" + "".join(digit * 2 for digit in value[1:])
    if value == "white":
        value = "#ffffff"
    return TOKENS.get(value.lower(), value) if themed else value


def _rename_ids(root: ET.Element, prefix: str) -> None:
    """Ids that are unique in a page and the same each time; the renderer's own are random."""
    names: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            names[element.attrib["id"]] = f"{prefix}-{len(names)}"
            element.set("id", names[element.attrib["id"]])
    for element in root.iter():
        for name, value in element.attrib.items():
            found = re.fullmatch(r"url\(#(.+)\)", value)
            if found and found[1] in names:
                element.set(name, f"url(#{names[found[1]]})")


def _hoist_fonts(root: ET.Element) -> None:
    """One font family on the root instead of one on every text."""
    families = {element.attrib["font-family"] for element in root.iter() if "font-family" in element.attrib}
    if len(families) != 1:
        return
    for element in root.iter():
        element.attrib.pop("font-family", None)
    root.set("font-family", families.pop())
