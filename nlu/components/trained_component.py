"""Base of the Rasa components that learn: how what they learned is kept with the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

Arrays = Mapping[str, npt.NDArray[Any]]


class TrainedComponent(GraphComponent):
    """Keeps what it learned in one file of the model, as arrays.

    A subclass names the file, ends its `train` with `_kept` and says in `_take_up` how a loaded
    model gets back what was kept.
    """

    FILE: ClassVar[str]

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """A component that is still to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """The trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / cls.FILE) as arrays:
            component._take_up(arrays)
        return component

    def _take_up(self, arrays: Arrays) -> None:
        raise NotImplementedError

    def _kept(self, arrays: Arrays) -> Resource:
        """Where the arrays now stand."""
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / self.FILE, **arrays)
        return self._resource
