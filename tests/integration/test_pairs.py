"""The index of pairs of characters finds what a text holds, and follows every change of the text."""

from __future__ import annotations

import pytest
from django.db import connection

from programs.models import Program, Region
from programs.pairs import install, name_of, outgrown, pairs_of, pieces_of
from tests import records

pytestmark = pytest.mark.django_db


def found(word: str) -> set[str]:
    return set(Program.objects.filter(search_text__holds=word).values_list("slug", flat=True))


@pytest.fixture
def texts() -> None:
    records.program("ceramics", name="日用陶瓷质量提升", name_en="Better household ceramics")
    records.program("porcelain", name="瓷陶之都", name_en="A town of porcelain")
    records.program("furniture", name="金属家具 A1 级", name_en="Metal furniture, 100% tested")


@pytest.mark.parametrize(
    ("word", "slugs"),
    [
        ("陶瓷", {"ceramics"}),
        ("瓷陶", {"porcelain"}),
        ("陶", {"ceramics", "porcelain"}),  # one character has no pair
        ("日用陶瓷质量提升", {"ceramics"}),
        ("日用瓷", set()),  # all its pairs but one
        ("量提", {"ceramics"}),
        ("ceram", {"ceramics"}),
        ("a1", {"furniture"}),
        ("100%", {"furniture"}),
        ("%", {"furniture"}),
        ('"', set()),
        ("家具 a1", {"furniture"}),
        ("级 metal", set()),
    ],
)
def test_any_part_of_a_text_is_found_and_nothing_else(texts, word, slugs):
    assert found(word) == slugs


@pytest.mark.parametrize(
    ("held", "slugs"),
    [
        ([("name", "陶瓷"), ("name_en", "town")], {"ceramics", "porcelain"}),
        ([("name", "陶"), ("search_pinyin", "|jinshu")], {"ceramics", "porcelain", "furniture"}),
        ([("search_text", "household"), ("search_pinyin", "|riyong")], {"ceramics"}),  # both of one record
        ([("name", "石材"), ("search_pinyin", "/sc")], set()),
    ],
)
def test_one_of_several_columns_holds_its_word(texts, held, slugs):
    rows = Program.objects.filter(pk__holds_any=held)
    assert sorted(rows.values_list("slug", flat=True)) == sorted(slugs)


def test_a_changed_text_is_found_by_its_new_words_alone(texts):
    program = Program.objects.get(slug="ceramics")
    program.name = "建筑石材"
    program.save()
    assert found("石材") == {"ceramics"}
    assert found("日用") == set()
    Program.objects.filter(slug="ceramics").update(search_text="卫浴")
    assert (found("卫浴"), found("石材")) == ({"ceramics"}, set())


def test_a_deleted_record_leaves_the_index(texts):
    records.region("110000", name="甲乙市")
    region = Region.objects.get(code="110000")
    key = region.pk
    region.delete()
    Region.objects.create(pk=key, code="110001", name="丙丁市", level="province")
    assert not Region.objects.filter(search_text__holds="甲乙").exists()
    assert Region.objects.filter(search_text__holds="丙丁").exists()


def test_the_index_is_asked(texts):
    query = Program.objects.filter(search_text__holds="陶瓷")
    if connection.vendor == "sqlite":
        assert name_of("programs_program", "search_text") in query.explain()
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # three rows are read faster than an index
    assert name_of("programs_program", "search_text") in query.explain()


def test_pairs_of_a_word():
    assert pairs_of("陶瓷业") == ["陶瓷", "瓷业"]
    assert pairs_of("A1%陶") == []
    assert pairs_of("a1%陶") == ["a1"]
    assert pairs_of("陶") == []


def test_pinyin_is_found_where_a_syllable_begins(texts):
    def begun(form: str) -> set[str]:
        return set(Program.objects.filter(search_pinyin__holds=form).values_list("slug", flat=True))

    assert begun("|taoci") == begun("/rytc") == {"ceramics"}
    assert begun("|citao") == begun("||citao") == {"porcelain"}
    assert begun("|aoci") == set()
    Program.objects.filter(slug="ceramics").update(search_pinyin="shi cai||shicai|cai//sc/c")
    assert (begun("|shicai"), begun("|taoci")) == ({"ceramics"}, set())


def test_an_index_of_other_pieces_gives_way(texts):
    (old,) = outgrown("programs_program", "search_pinyin")
    of_now = name_of("programs_program", "search_pinyin")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end of the test keeps the table
            cursor.execute(f"DROP INDEX {of_now}")
            cursor.execute(f"CREATE INDEX {old} ON programs_program USING gin (pinyin_beginnings(search_pinyin))")
        else:
            for event in ("insert", "update", "delete"):
                cursor.execute(f"DROP TRIGGER {of_now}_{event}")
            cursor.execute(f"DROP TABLE {of_now}")
            cursor.execute(f"CREATE VIRTUAL TABLE {old} USING fts5 (pairs)")
            cursor.execute(f"CREATE TRIGGER {old}_insert AFTER INSERT ON programs_program BEGIN SELECT 1; END")
    install(connection, {"programs_program": ("search_pinyin",)})
    records.program("zhangshu", name="樟树家具")
    assert old not in indexes()
    assert of_now in indexes()
    assert Program.objects.filter(search_pinyin__holds="|zhangshujiaju").exists()
    assert Program.objects.filter(search_pinyin__holds="|jinshujiaju").exists()


def indexes() -> set[str]:
    """The names of what the database holds beside the tables of the models."""
    everything = (
        "SELECT relname FROM pg_class" if connection.vendor == "postgresql" else "SELECT name FROM sqlite_master"
    )
    with connection.cursor() as cursor:
        cursor.execute(everything)
        return {name for (name,) in cursor.fetchall()}


def test_a_name_is_found_in_whatever_case_it_is_written(texts):
    assert set(Program.objects.filter(name__holds="a1 级").values_list("slug", flat=True)) == {"furniture"}
    assert Program.objects.filter(name_en__holds="metal f").exists()
    assert not Program.objects.filter(name__holds="metal").exists()


def test_pieces_of_pinyin_are_its_beginnings():
    assert pieces_of("search_pinyin", "|zhangshu") == ["|zhangsh"]
    assert pieces_of("search_pinyin", "//zs") == ["//zs"]
    assert pieces_of("search_pinyin", "|zha") == ["|zha"]
    assert pieces_of("search_pinyin", "zs") == []
    assert pieces_of("search_text", "陶瓷业") == ["陶瓷", "瓷业"]
