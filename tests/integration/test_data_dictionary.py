"""The data dictionary says what the code does."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.exports.columns import columns_of
from indicators.exports.resources import RESOURCES
from indicators.management.commands import data_dictionary
from programs.models import SourceNote

DOCUMENT = (settings.BASE_DIR / data_dictionary.DOCUMENT).read_text("utf-8")


def test_the_dictionary_is_what_the_rows_give(capsys):
    call_command("data_dictionary", "--check")
    assert "up to date" in capsys.readouterr().out


def test_an_old_dictionary_is_noticed_and_mended(tmp_path, monkeypatch, capsys):
    old = tmp_path / "dictionary.md"
    old.write_text(DOCUMENT.replace("`comparator` | Sign", "`comparator` | Mark"), "utf-8")
    monkeypatch.setattr(data_dictionary, "DOCUMENT", old)
    with pytest.raises(CommandError, match="what the code does"):
        call_command("data_dictionary", "--check")
    call_command("data_dictionary")
    assert old.read_text("utf-8") == DOCUMENT


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=RESOURCES)
def test_every_column_is_described_and_every_code_explained(resource):
    section = DOCUMENT.split(f"\n## {resource.name}\n")[1].split("\n## ")[0]
    for column in columns_of(resource.row):
        line = re.search(rf"^\| `{column.name}` \| (.+) \| (.+) \| (.+) \|$", section, re.MULTILINE)
        assert line is not None
        assert all(f"`{code}`" in line[2] for code in column.labels)


def test_what_is_written_by_hand_names_real_columns_and_codes():
    by_hand = DOCUMENT.split("## What the qualifiers mean")[1].split("<!--")[0]
    known = {column.name for resource in RESOURCES.values() for column in columns_of(resource.row)}
    named = {
        name for cell in re.findall(r"^\| (.+?) \|", by_hand, re.MULTILINE) for name in re.findall("`(.+?)`", cell)
    }
    assert named
    assert named <= known
    assert all(f"`{kind}`" in by_hand for kind in SourceNote.Kind.values)
