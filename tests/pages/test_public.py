"""The public copy's pages are sent the same whatever the counts of a few persons are."""

from __future__ import annotations

import pytest

from monitoring.store import Store
from tests.monitoring.published import DRAFTED, FEW, IDEA, NOTE, PREPARED, SENDER, store_with
from tests.pages.running import opened, sent
from tests.signed_in import comes, offer


@pytest.fixture(scope="module")
def stores(tmp_path_factory) -> list[Store]:
    return [store_with(tmp_path_factory.mktemp("public") / "monitoring.duckdb", few) for few in (2, 4)]


@pytest.mark.parametrize("server", ["public copy", "for everybody", "in the house"])
@pytest.mark.parametrize(
    "wanted",
    [
        "goal?goal=TYO4&year=2021",
        "goal?goal=TYO1&year=2020",
        "explore?year=2021&view=table",
        "changes?year=2021&from=2023-01-01",
        f"embed?indicator={FEW}&year=2021",
    ],
)
def test_a_page_is_the_same_whatever_the_few_are(stores, monkeypatch, tmp_path, wanted, server):
    """In the house it is not."""
    if server == "for everybody":
        offer(monkeypatch, tmp_path, "welcome-office")
        comes(monkeypatch, {})
    monkeypatch.setenv("MONITORING_PUBLIC", "1" if server == "public copy" else "")
    is_public = server != "in the house"
    pages = []
    for store in stores:
        monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
        pages.append(sent(opened(f"{wanted}&lang=sv")))
    assert (pages[0] == pages[1]) == is_public
    everything = b"".join(content for _, content in pages[0]).decode(errors="replace")
    assert len(everything) > 200
    assert not is_public or not any(secret in everything for secret in (SENDER, NOTE, IDEA, DRAFTED, PREPARED))
