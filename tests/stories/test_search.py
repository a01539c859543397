"""Search: the same hits with and without marks on both databases, exact ones first, and in step with every change."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.app import MIGRATIONS
from portal.core import schema
from portal.core.db import db, unit_of_work
from portal.nominees.states import PositionGroup
from portal.stories import reading, search, shelving
from portal.stories.models import Story, StoryText
from portal.stories.states import RemovalReason, StoryState, Theme
from portal.stories.wishes import Wish
from tests.web.public.shelves import START, put

BODY = "<p>Bà Đặng Thị Hòa nấu 1.200 suất cơm, hai bếp 24/7 &amp; không nghỉ.</p>"


def found(app: Flask, words: str, **filters: object) -> list[str]:
    with app.app_context():
        return [row.slug for row in reading.shelf(Wish(words, **filters), size=20).rows]  # type: ignore[arg-type]  # any of its fields


@pytest.mark.parametrize(
    "asked", ["Đặng", "đặng", "dang", "DANG", "Đa\u0323\u0306ng", "Ðặng", "dang thi hoa", "Hòa", "hoà", "hoa", "1200 dang",
              "1.200 suất", "24/7", "suat com", "“suất cơm”", "\"suat com\"", "su"]
)  # fmt: skip
def test_a_word_is_found_however_it_is_typed(app: Flask, asked: str) -> None:
    put(app, "Bếp ăn", slug="bep", body=BODY)
    put(app, "Khác", slug="khac")
    assert found(app, asked) == ([] if asked == "1200 dang" else ["bep"])


@pytest.mark.parametrize(
    "asked", ["không có ai", '"cơm suất"', "!!!", "'", '"', "*", "a:b c", "folded:x", "NEAR(a b)", "zq"]
)
def test_what_is_not_there_is_not_found_and_no_sign_is_a_command(app: Flask, asked: str) -> None:
    put(app, "Bếp ăn", slug="bep", body=BODY)
    assert found(app, asked) == []


def test_hits_with_their_marks_come_first_then_the_newest(app: Flask) -> None:
    for day, word in enumerate(("bán", "bạn", "bàn", "bạn", "ban")):
        put(app, f"Chữ {word}", slug=f"{day}", days=day)
    assert found(app, "bạn") == ["3", "1", "4", "2", "0"]
    assert found(app, "ban") == ["4", "3", "2", "1", "0"]


def test_words_side_by_side_come_before_words_far_apart(app: Flask) -> None:
    bodies = {
        "bon": "<p>Bà Năm dạy chữ cho trẻ trong ngõ.</p>",
        "ba": "<p>Bà cụ ở đây ba năm, tối nào cũng dạy chữ.</p>",
        "hai": "<p>Ba của cháu mất năm kia, chữ đẹp, đi dạy xa.</p>",
    }
    for day, (slug, body) in enumerate(bodies.items()):
        put(app, "Chuyện", slug=slug, body=body, days=day)
    assert found(app, "ba nam day chu") == ["bon", "ba", "hai"]
    assert found(app, "bà năm dạy chữ") == ["bon", "ba", "hai"]
    assert found(app, "bà năm day") == ["bon", "ba", "hai"]


def test_only_the_last_word_may_be_unfinished(app: Flask) -> None:
    put(app, "Anh thợ điện", slug="tho", body="<p>x</p>")
    assert (found(app, "an thợ"), found(app, "anh th")) == ([], ["tho"])


def test_whole_words_come_before_words_that_only_begin_so(app: Flask) -> None:
    for day, word in enumerate(("hòa", "hoa", "hoạt", "hoàn")):
        put(app, f"Chữ {word}", slug=f"{day}", days=day)
    assert found(app, "hoa") == ["1", "0", "3", "2"]
    assert found(app, "“hoa”") == ["1", "0"]


def test_a_search_is_narrowed_by_every_filter(app: Flask) -> None:
    put(app, "Chèo thuyền", slug="a", ward="Hồng Hà", theme=Theme.RESCUE, group=PositionGroup.CITIZEN)
    put(app, "Chèo thuyền", slug="b", ward="Láng", theme=Theme.CARE, group=PositionGroup.RETIRED, days=61)
    assert found(app, "chèo", wards=("hn-hong-ha",)) == ["a"]
    assert found(app, "chèo", wards=("hn-hong-ha", "hn-lang")) == ["b", "a"]
    assert found(app, "chèo", themes=(Theme.CARE, Theme.WORK)) == ["b"]
    assert found(app, "chèo", group=PositionGroup.RETIRED) == ["b"]
    assert found(app, "chèo", year=2026, wards=("hn-lang",)) == []
    assert found(app, "chèo", wards=("",)) == []


def test_pages_of_a_search_go_on_and_back_and_count(app: Flask) -> None:
    for day in range(7):
        put(app, f"Chèo {'đò' if day % 2 else 'do'}", slug=str(day), days=day)
    with app.app_context():
        first = reading.shelf(Wish("đò"), size=3)
        second = reading.shelf(Wish("đò"), size=3, after=first.after)
        third = reading.shelf(Wish("đò"), size=3, after=second.after)
        back = reading.shelf(Wish("đò"), size=3, before=second.before)
    assert [[r.slug for r in page.rows] for page in (first, second, third, back)] == [
        ["5", "3", "1"], ["6", "4", "2"], ["0"], ["5", "3", "1"],
    ]  # fmt: skip
    assert (first.found, first.before, third.after, back.before) == (7, None, None, None)


def test_the_index_follows_a_correction_and_a_removal(app: Flask) -> None:
    slug = put(app, "Chuyến đò ngang")
    with app.app_context(), unit_of_work() as session:
        story = session.scalars(sa.select(Story)).one()
        was, story.title, story.deck = shelving.facets(story), "Chuyến phà dọc", ""
        shelving.reshelve(story, was)
    assert (found(app, "ngang"), found(app, "phà")) == ([], [slug])
    with app.app_context(), unit_of_work() as session:
        story = session.scalars(sa.select(Story)).one()
        was, story.state = shelving.facets(story), StoryState.REMOVED
        story.removed_at, story.removal_reason = START, RemovalReason.LAW
        shelving.reshelve(story, was)
    assert found(app, "phà") == []


def test_only_the_first_eight_words_count() -> None:
    phrases = list(search.phrases("một hai ba bốn năm sáu bảy tám chín", str))
    assert len(phrases) == search.MOST_WORDS


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("“tổ dân phố”", ["lien"]),
        ('"to dan pho"', ["lien"]),
        ("“dân phố” tổ", ["lien", "roi"]),
        ("“tổ dân” “phố tổ”", ["roi"]),
        ("“tổ dân phố tổ”", []),
    ],
)
def test_words_in_quotes_stand_side_by_side_and_in_order(app: Flask, asked: str, hits: list[str]) -> None:
    put(app, "Chuyện", slug="lien", body="<p>Cả tổ dân phố cùng làm.</p>")
    put(app, "Chuyện", slug="roi", body="<p>Tổ dân ra đầu phố, tổ khác đứng ngoài dân phố.</p>")
    assert sorted(found(app, asked)) == hits


def test_a_very_long_word_is_kept_and_found(app: Flask) -> None:
    long = "a" * 3_000
    put(app, "Chuyện", slug="dai", body=f"<p>Chữ {long} lạ.</p>")
    assert found(app, "“chữ” lạ") == ["dai"]


def test_the_beginning_of_a_word_of_any_length_is_found_by_an_index(app: Flask) -> None:
    """SQLite gathers every hit of a beginning that has none, before it gives the newest; PostgreSQL's has them all."""
    put(app, "Đường nghiêng", slug="nghieng", body=BODY)
    for length in range(2, len("nghieng") + 1):
        assert found(app, "nghieng"[:length]) == ["nghieng"]
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            made = db.session.scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = 'story_text_fts'"))
            assert f"prefix='{' '.join(str(n) for n in range(2, len('nghieng') + 1))}'" in made


def test_texts_of_before_are_in_the_index_that_an_upgrade_makes_anew(app: Flask) -> None:
    put(app, "Bếp ăn", slug="bep", body=BODY)
    with app.app_context():
        schema.downgrade(db.engine, MIGRATIONS, "0032")
        if db.engine.dialect.name == "sqlite":
            assert found(app, "suất cơm") == ["bep"]
        else:  # what finds it now came later
            before = "SELECT count(*) FROM story_text WHERE tsv @@ to_tsquery('simple', 'suat <-> com') AND tsv_pairs @@ 'suat_com'"
            assert db.session.scalar(sa.text(before)) == 1
        db.session.remove()
        schema.upgrade(db.engine, MIGRATIONS)
    put(app, "Bếp khác", slug="khac", body=BODY)
    assert found(app, "suất cơm") == ["khac", "bep"]


@pytest.mark.postgres_only
def test_an_upgrade_takes_out_spaces_that_would_part_the_words_of_a_phrase(app: Flask) -> None:
    put(app, "Bếp ăn", slug="bep", body=BODY)
    with app.app_context():
        schema.downgrade(db.engine, MIGRATIONS, "0033")
        with unit_of_work() as session:
            session.execute(sa.text("UPDATE story_text SET folded = replace(folded, ' com ', '  com  ') || ' '"))
        schema.upgrade(db.engine, MIGRATIONS)
        assert "  " not in db.session.scalars(sa.select(StoryText.folded)).one()
    assert found(app, "“suất cơm hai”") == ["bep"]


def test_what_an_underscore_parts_stands_side_by_side(app: Flask) -> None:
    put(app, "Chuyện", slug="noi", body="<p>Cả tổ_dân _ phố cùng làm.</p>")
    assert found(app, "“tổ dân phố”") == ["noi"]


def test_a_long_word_is_another_where_only_its_end_differs(app: Flask) -> None:
    one, other = "a" * 150 + "b", "a" * 150 + "c"
    put(app, "Chuyện", slug="mot", body=f"<p>Chữ {one} lạ.</p>")
    put(app, "Chuyện", slug="hai", body=f"<p>Chữ {other} lạ.</p>")
    assert (found(app, f"{one} lạ"), found(app, other), found(app, one[:140])) == (["mot"], ["hai"], ["hai", "mot"])
