"""Text inside a chart: harmless, broken where it must be, about as wide as it is said to be."""

from __future__ import annotations

import pytest

from monitoring.charts import lettering

HARMLESS = [
    ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ("%{y} $x$ &amp;", "%&#123;y&#125; &#36;x&#36; &amp;amp;"),
    ("a\x00b\u202ec\n d", "abc d"),
    ("1\xa0840", "1\xa0840"),
]


@pytest.mark.parametrize(("text", "shown"), HARMLESS)
def test_text_is_shown_letter_by_letter(text, shown):
    assert lettering.safe(text) == lettering.broken(text, 40) == shown


def test_long_text_is_cut_off_and_an_entity_is_never_cut_in_two():
    assert lettering.safe("<" * 500, 10) == "&lt;" * 9 + "…"
    assert lettering.broken("<" * 12, 5, most=2) == "<br>".join(["&lt;" * 5, "&lt;" * 4 + "…"])


def test_a_word_is_parted_at_its_soft_hyphens_only_where_it_does_not_fit():
    assert lettering.broken("ei keskey\xadtetty", 9) == "ei<br>keskey-<br>tetty"
    assert lettering.broken("ei keskey\xadtetty", 20) == "ei keskeytetty"


def test_width_counts_the_longest_line_without_tags_and_entities():
    assert lettering.width("<b>ab</b><br>abcd", 10) == pytest.approx(lettering.width("abcd", 10) * lettering.BOLD)
    assert lettering.width("&lt;", 20) == lettering.width("x", 20)
    assert lettering.width("mm", 10) > lettering.width("ii", 10)
    assert lettering.width("", 10) == 0


def test_height_counts_lines():
    assert lettering.height("a<br>b", 10) == 2 * lettering.height("a", 10)
