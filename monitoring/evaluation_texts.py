"""A unit's words about a goal and a year, in several languages: which one they are in, and the same in others."""

from __future__ import annotations

from collections.abc import Sequence

from monitoring.catalogue import Catalogue
from monitoring.model import Evaluation, EvaluationText
from monitoring.store import Store, now
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require
from monitoring.words import languages


class UnfitText(Exception):
    "A text in a language that there is not, or without words."


class UnknownEvaluation(Exception):
    "The evaluation holds no longer: another one was handed in, or it was withdrawn."


def write(store: Store, catalogue: Catalogue, evaluation: Evaluation, texts: Sequence[EvaluationText], person: Person) -> None:
    """Adds those of the texts that are new, in the person's name.

    Raises Refused, UnfitText, UnknownEvaluation, StoreError.
    """
    if any(one.language not in languages() or not one.text.strip() for one in texts):
        raise UnfitText
    key = {"upload_id": evaluation.trace.upload_id, "goal": evaluation.goal, "year": evaluation.year}
    with log.transaction(store, person) as connection:
        require(person, Permission.HAND_IN, evaluation.unit)
        programme = catalogue.programme.programme
        holding = {(row.upload_id, row.goal, row.year, row.unit) for row in connection.rows("evaluations", programme=programme)}
        if (*key.values(), evaluation.unit) not in holding:
            raise UnknownEvaluation
        known = {row[3:] for row in connection.rows("evaluation_texts", programme=programme) if row[:3] == tuple(key.values())}
        new = [one for one in texts if (one.language, one.text, one.proposal) not in known]
        written = {"written_by": person.name, "written_at": now()}
        rows = [{**key, "language": one.language, "text": one.text, "proposal": one.proposal, **written} for one in new]
        connection.insert("evaluation_texts", rows)
        if rows:
            log.write(connection, person, Event.EVALUATION_TRANSLATED, "upload", evaluation.trace.upload_id)
