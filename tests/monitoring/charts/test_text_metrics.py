"""Text inside a chart: harmless, broken where it must be, about as wide as it is said to be."""

from __future__ import annotations

import pytest

from monitoring.charts import text_metrics

HARMLESS = [
    ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ("%{y} $x$ &amp;", "%&#123;y&#125; &#36;x&#36; &amp;amp;"),
    ("a\x00b\u202ec\n d", "abc d"),
    ("1\xa0840", "1\xa0840"),
]


@pytest.mark.parametrize(("text", "shown"), HARMLESS)
def test_text_is_shown_letter_by_letter(text, shown):
    assert text_metrics.safe(text) == text_metrics.broken(text, 40) == shown


def test_long_text_is_cut_off_and_an_entity_is_never_cut_in_two():
    assert text_metrics.safe("<" * 500, 10) == "&lt;" * 9 + "…"
    assert text_metrics.broken("<" * 12, 5, most=2) == "<br>".join(["&lt;" * 5, "&lt;" * 4 + "…"])


def test_a_word_is_parted_at_its_soft_hyphens_only_where_it_does_not_fit():
    assert text_metrics.broken("ei keskey\xadtetty", 9) == "ei<br>keskey-<br>tetty"
    assert text_metrics.broken("ei keskey\xadtetty", 20) == "ei keskeytetty"


def test_width_counts_the_longest_line_without_tags_and_entities():
    assert text_metrics.width("<b>ab</b><br>abcd", 10) == pytest.approx(text_metrics.width("abcd", 10) * text_metrics.BOLD)
    assert text_metrics.width("&lt;", 20) == text_metrics.width("x", 20)
    assert text_metrics.width("mm", 10) > text_metrics.width("ii", 10)
    assert text_metrics.width("", 10) == 0


def test_height_counts_lines():
    assert text_metrics.height("a<br>b", 10) == 2 * text_metrics.height("a", 10)
