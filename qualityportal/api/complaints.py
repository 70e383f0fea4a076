"""What is wrong with the parameters of a request, in words that name the parameter and what it may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja.errors import ValidationErrorContext
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from qualityportal.api.problems import Problem

SHOWN = 80  # characters of what was given


def refuse_unknown(request: HttpRequest, *models: type[BaseModel]) -> None:
    """A misspelt filter would otherwise be a longer list, and of two values for one filter only one would count."""
    known = [name for model in models for name in model.model_fields]
    errors = []
    for name, values in request.GET.lists():
        if name not in known:
            errors.append(complaint(name, _("There is no such parameter here."), allowed=known))
        elif len(values) > 1:
            errors.append(complaint(name, _("It is given more than once."), allowed=["1 ×"]))
    if errors:
        raise Problem("invalid-parameter", errors=errors)


def problem_of(contexts: Iterable[ValidationErrorContext[Any]]) -> Problem:
    """What pydantic found, told by parameter: its own sentences speak of Python's types, in English."""
    errors = []
    for context in contexts:
        fields = dict(_fields(context.model))
        for fault in context.pydantic_validation_error.errors(include_url=False, include_context=True):
            name = next((str(step) for step in reversed(fault["loc"]) if step in fields), "")
            about = fields[name].description if name else ""
            given = fault["input"][0] if isinstance(fault["input"], list) else fault["input"]
            errors.append(
                complaint(name, _("“%(value)s” cannot be used."), given, about or "", _allowed(fault.get("ctx", {})))
            )
    return Problem("invalid-parameter", errors=errors)


def _fields(model: Any) -> Iterator[tuple[str, FieldInfo]]:
    """All fields of the library's model of one source of parameters, whose fields may be models again."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from inner.model_fields.items()
        else:
            yield name, field


def _allowed(context: dict[str, Any]) -> list[str]:
    """The limit that was passed, or the values to choose from, as pydantic's context of the fault has them."""
    signs = {"ge": "≥ ", "le": "≤ ", "max_length": "≤ ", "min_length": "≥ ", "expected": "", "pattern": ""}
    return [f"{sign}{context[name]}" for name, sign in signs.items() if name in context]


def complaint(
    name: str, detail: str, given: Any = "", expected: str = "", allowed: Sequence[str] = ()
) -> dict[str, Any]:
    values = {"value": str(given)[:SHOWN]}
    return {
        "parameter": name[:SHOWN],
        "detail": detail,
        "values": values,
        "expected": expected,
        "allowed": ", ".join(allowed),
    }
