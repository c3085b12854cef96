"""Figures about this server for whoever watches it, in Prometheus' format: what was asked, handed in and refused, how old what is shown is, and how
long a page took. They name nobody and nothing that was asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from monitoring.storage.errors import StoreError
from monitoring.store import Store, now

SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
"""Upper bounds of the histogram of pages."""
UNAVAILABLE = -1

_all = CollectorRegistry()
requests = Counter("monitoring_requests", "", ["kind", "status"], registry=_all)
uploads = Counter("monitoring_uploads", "", ["outcome"], registry=_all)
pages = Histogram("monitoring_page_seconds", "", ["page"], buckets=SECONDS, registry=_all)
_commit = Gauge("monitoring_store_commit", "", registry=_all)
_behind = Gauge("monitoring_shown_behind_seconds", "", registry=_all)


@contextmanager
def timed(page: str) -> Iterator[None]:
    """Measures a run of a page, also one that ends early."""
    begun = time.monotonic()
    try:
        yield
    finally:
        pages.labels(page).observe(time.monotonic() - begun)


def text(store: Store) -> bytes:
    """All figures as they are now."""
    try:
        _commit.set(store.commit_number)
        since = store.behind_since
        _behind.set((now() - since).total_seconds() if since else 0)
    except StoreError:
        _commit.set(UNAVAILABLE)
    return generate_latest(_all)
