"""The three roles as groups: what each may do. Where (which regions) is kept apart, in `programs.Responsibility`.

A migration makes the groups; an administrator puts people into them. A person may be editor and reviewer at once: the
rule that nobody reviews their own change holds for each record (`programs.actions.publication`).
"""

from __future__ import annotations

from typing import Any

EDITOR, REVIEWER, ADMINISTRATOR = "编辑 Editor", "审核 Reviewer", "管理员 Administrator"

RECORDS = {
    "programs": ["program", "measure", "sourcenote", "sourcedocument", "citation"],
    "indicators": ["observation", "reportedchange"],
}
LISTS = {
    "programs": ["region", "industrychain", "industryclass", "formerregioncode", "evidencecheck"],
    "indicators": ["indicator", "breakdown"],
}
EVERY = ("view", "add", "change", "delete")
ARTICLES = {"indicators": ["articlereading"]}
ALIASES = {"indicators": ["indicatoralias"]}
READ = ("view",)
ANSWER = {"indicators.view_correction", "indicators.change_correction"}


def _named(models: dict[str, list[str]], verbs: tuple[str, ...]) -> set[str]:
    return {f"{app}.{verb}_{model}" for app, names in models.items() for model in names for verb in verbs}


ROLES: dict[str, set[str]] = {
    EDITOR: _named(RECORDS, EVERY) | _named(ARTICLES, EVERY) | _named(LISTS, READ) | _named(ALIASES, READ) | ANSWER,
    REVIEWER: _named(RECORDS, READ) | _named(LISTS, READ) | ANSWER | {"programs.review_records"},
    ADMINISTRATOR: (
        _named(RECORDS, EVERY)
        | _named(ARTICLES, EVERY)
        | _named(LISTS, EVERY)
        | _named(ALIASES, ("view", "delete"))
        | _named({"auth": ["user"], "programs": ["responsibility"]}, EVERY)
        | {"auth.view_group", "programs.review_records", "programs.whole_country"}
        | {"qualityportal.view_auditevent", "qualityportal.export_auditevent"}
        | ANSWER
        | {"indicators.delete_correction"}
    ),
}


def make_roles(groups: Any, permissions: Any, *, early: bool = False) -> None:
    """Make the groups, or bring their permissions up to date; `groups` and `permissions` are the models' managers.

    `early` is for a migration that runs before all models are there: what is not there yet a later one gives.
    """
    for name, wanted in ROLES.items():
        group, _made = groups.get_or_create(name=name)
        found = {
            f"{permission.content_type.app_label}.{permission.codename}": permission
            for permission in permissions.select_related("content_type")
        }
        missing = wanted - set(found)
        if missing and not early:
            raise LookupError(f"no such permission: {', '.join(sorted(missing))}")
        group.permissions.set(found[key] for key in wanted - missing)
