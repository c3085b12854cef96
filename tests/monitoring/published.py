"""Stores that differ in nothing but counts of one to four persons: whatever the public gets of one, it gets of the other."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from monitoring import catalogue
from monitoring.council import council_targets, decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting
from monitoring.model import CouncilTarget
from monitoring.store import Store
from monitoring.trust.people import local
from tests.monitoring.test_snapshot import deliver, figure, pairs

VAASA = catalogue.read(Path(__file__).parents[2] / "data" / "programmes" / "vaasa-2019-2022")
CLOSED, PREPARED = "Closed meeting", "Meeting in preparation"
DECIDED, DRAFTED = "What a closed meeting decided", "What is only being prepared"
REASON, IDEA = "A target that was decided", "A target that is only an idea"
SENDER, NOTE = "Coordinator of the school", "of them one from Sundom"
SUM, FEW, SHARE, SURVEY, MONTHS = "TYO4.1", "OSA2.1", "TYO1.1", "TUR3.2", "TER1.1"


def store_with(path: Path, few: int) -> Store:
    """A store whose counts of a few persons are `few` (2 to 4), or as many as make up for them where a sum is published. One share has so few of one
    sex in 2019, one count so few of one age in 2020. Of 2022 two figures are told month by month until August, and then as a year of so few more."""
    own, about = Store(path), {"programme": "vaasa-2019-2022", "unit": "lyseon-lukio", "uploaded_by": SENDER, "note": NOTE}
    months = [f"2021-{month:02}" for month in range(1, 13)]
    by_month = {month: 40 for month in months} | {"2021-05": few, "2021-06": 50 - few}
    rows = [
        *(figure(SUM, year, value) for year, value in (("2019", 12), ("2021", 9))),
        figure(SUM, "2020", few, comment=NOTE),
        *(figure(FEW, year, value) for year, value in (("2020", few), ("2021", few))),
        *pairs(SHARE, ("part", "whole"), {"2019": (90, 2900), "2020": (few, 2950), "2021": (3000 - few, 3000)}),
        *pairs(SHARE, ("part", "whole"), {"2019": (few, 1400)}, {"sex": "F"}),
        *pairs(SHARE, ("part", "whole"), {"2019": (90 - few, 1500)}, {"sex": "M"}),
        *(figure(MONTHS, "2020", value, by={"age": age}) for age, value in {"0-17": few, "18-64": 50 - few, "65-": 150}.items()),
        *pairs(SURVEY, ("mean", "respondents"), {"2020": (3.5, 40), "2021": (1 + 1 / few, few)}),
        *(figure(MONTHS, month, value) for month, value in by_month.items()),
        *(figure("TUR1.1", year, 2) for year in ("2019", "2020", "2021")),
    ]
    deliver(own, 1, rows, **about)
    so_far = [f"2022-{month:02}" for month in range(1, 9)]
    deliver(own, 3, [figure(MONTHS, month, 10) for month in so_far], **about)
    deliver(own, 4, [figure(MONTHS, "2022", 80 + few)], **about)
    deliver(own, 5, pairs(SURVEY, ("mean", "respondents"), dict.fromkeys(so_far, (3.5, 10))), **about)
    deliver(own, 6, pairs(SURVEY, ("mean", "respondents"), {"2022": (3.6, 80 + few)}), **about)
    words = {"goal": "TYO4", "year": 2020, "text": f"In all {few} persons", "proposal": "", "sheet": "Arviot", "cell": "D5"}
    deliver(own, 2, [words], "evaluations", **about)
    for place, (title, text, why, state) in enumerate(((CLOSED, DECIDED, REASON, "closed"), (PREPARED, DRAFTED, IDEA, "prepared"))):
        moment = datetime(2023, 3, 1 + place, 12)
        meeting = Meeting(f"m{place}", title, date(2023, 3, 2 + place), 2021, ("TUR1",), datetime(2023, 2, 1), state, by=SENDER, at=moment)
        meetings.write(own, VAASA, meeting, local(meeting.by))
        decisions.decide(own, VAASA, "TUR1", "agreed", Wording(text, meeting=meeting.meeting, by=SENDER, at=moment), local(SENDER), f"d{place}")
        wanted = council_targets.made(VAASA, "TUR1.1", "each-year", "up", 2 + place, 2021, 2022)
        council_targets.set_target(own, VAASA, CouncilTarget("TUR1.1", wanted, 2021, why, meeting.meeting, SENDER, moment), local(SENDER))
    decisions.rewrite(own, VAASA, "d0", Wording(DRAFTED, state="done", meeting="m1", by=SENDER, at=datetime(2023, 3, 2, 13)), local(SENDER))
    return own
