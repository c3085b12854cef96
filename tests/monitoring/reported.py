"""What the documents are made of in their tests: a harbour that has reported something of most kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from monitoring import assessed_year, catalogue, snapshot
from monitoring.assessed_year import AssessedYear
from monitoring.council.decisions import Decision
from monitoring.model import IndicatorView
from monitoring.store import Store
from monitoring.words import Words, languages
from publishing.documents import content
from publishing.documents.content import Edition, Material
from tests.monitoring.test_snapshot import HARBOUR, areas, deliver, figure, pairs
from tests.test_words import messages_of

TAGS = {language: messages_of(language).locale_identifier.replace("_", "-") for language in languages()}
"""The languages as a file names them, by what their catalogues say of themselves."""
MADE = date(2026, 11, 24)


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> AssessedYear:
    own = Store(tmp_path_factory.mktemp("store") / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2020", 12), figure("STR1.1", "2021", 9)], file_name="counted.xlsx")
    deliver(own, 2, pairs("STR2.2", ("part", "whole"), {"2020": (1, 40), "2021": (1500, 20_000)}), file_name="streets.xlsx")
    deliver(own, 3, areas("2021", {"North": {"a": 1, "b": 1}}))
    done = {"item": "BOA1.2", "year": 2021, "state": "done", "completed_on": date(2021, 9, 1), "comment": "", "sheet": "Progress", "cell": "D5"}
    deliver(own, 4, [done], "progress")
    deliver(own, 5, [figure("BOA1.1", "2020", 4), figure("BOA1.1", "2021", 5)])
    return assessed_year.at(snapshot.read(own, catalogue.read(HARBOUR)), 2021)


def published(
    reported: AssessedYear,
    say: Words,
    banner: str = "",
    known: Sequence[Decision] = (),
    views: Sequence[IndicatorView] | None = None,
    occasion: str = "",
) -> Material:
    """The whole standing, or some of its indicators, as a document."""
    views = list(reported.indicators.values()) if views is None else views
    return content.material(reported, views, reported.catalogue.years, say, Edition(MADE, "version-4711", banner, occasion), known)
