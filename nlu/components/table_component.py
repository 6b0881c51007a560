"""Base of the Rasa components that only read `nlu/handling.yml` and keep nothing with the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

ROOT = Path(__file__).resolve().parents[2]


class TableComponent(GraphComponent):
    """Reads the table once; a subclass takes from its rows what it needs."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        raise NotImplementedError

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings; the path is relative to the folder of the project."""
        return {"table": "nlu/handling.yml"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """The component with the table as it is committed."""
        return cls(yaml.safe_load((ROOT / config["table"]).read_text(encoding="utf-8")))
