"""What all actions share: the knowledge store and the clinical model made from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assessment.assess import assess
from assessment.ledger import Ledger
from assessment.model import ClinicalModel
from assessment.results import Assessment
from knowledge.store import KnowledgeStore

DEFAULT_DATABASE = Path(__file__).resolve().parent.parent / "knowledge.db"


@dataclass(frozen=True, slots=True)
class Resources:
    """Opened once per engine process, read-only."""

    store: KnowledgeStore
    model: ClinicalModel
    rows: Mapping[tuple[str, str], Mapping[str, Any]]

    def assess(self, ledger: Ledger) -> Assessment:
        """The assessment of a ledger (`assess` remembers the last few)."""
        return assess(ledger, self.model)

    def row(self, kind: str, row_id: str) -> Mapping[str, Any]:
        """A row of the clinical content (a question, a finding, a level) with its texts."""
        return self.rows[kind, row_id]

    def sources(self, row: Mapping[str, Any]) -> list[dict[str, str]]:
        """What a row of the clinical content rests on, by id and title."""
        found = (self.store.source(source) for source in row.get("source") or ())
        return [{"id": source.id, "title": source.title} for source in found]

    def question(self, question_id: str) -> Mapping[str, Any]:
        """A question of the interview; a hinted red flag brings its own clarifying question."""
        return self.rows["questions", question_id]


def open_resources(database: Path = DEFAULT_DATABASE) -> Resources:
    """Open `database` read-only and build the clinical model; KnowledgeError if it cannot."""
    store = KnowledgeStore(database)
    content = store.clinical_content()
    rows = {(kind, row["id"]): row for kind in content for row in content[kind] if "id" in row}
    return Resources(store, ClinicalModel.from_content(content), rows)


@lru_cache(maxsize=1)
def shared_resources() -> Resources:
    """The process-wide resources, for actions that Rasa constructs without arguments."""
    return open_resources(Path(os.environ.get("KNOWLEDGE_DB", DEFAULT_DATABASE)))
