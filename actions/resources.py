"""What all actions share: the knowledge store and the clinical model made from it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assessment.model import ClinicalModel
from knowledge.store import KnowledgeStore

DEFAULT_DATABASE = Path(__file__).resolve().parent.parent / "knowledge.db"


@dataclass(frozen=True, slots=True)
class Resources:
    """Opened once per engine process, read-only."""

    store: KnowledgeStore
    model: ClinicalModel


def open_resources(database: Path = DEFAULT_DATABASE) -> Resources:
    """Open `database` read-only and build the clinical model; KnowledgeError if it cannot."""
    store = KnowledgeStore(database)
    return Resources(store, ClinicalModel.from_content(store.clinical_content()))


@lru_cache(maxsize=1)
def shared_resources() -> Resources:
    """The process-wide resources, for actions that Rasa constructs without arguments."""
    return open_resources(Path(os.environ.get("KNOWLEDGE_DB", DEFAULT_DATABASE)))
