"""Keeps TensorFlow out of a worker: Rasa imports it in any case, and nothing here uses it.

The import costs each worker about 300 MB and several seconds. So an empty package stands in its
place, whose every name is one empty class: Rasa's neural components can be defined, as their
modules are imported, but not used. None of them is in config.yml; a test holds that.
"""

from __future__ import annotations

import importlib.machinery
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from types import ModuleType
from typing import Any

ABSENT_PACKAGES = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_text", "keras"})


def leave_out_tensorflow() -> None:
    """From now on the packages above are empty; too late (and left alone) if one is imported."""
    if ABSENT_PACKAGES & sys.modules.keys():
        return
    _tell_spacy()
    sys.meta_path.insert(0, _AbsentFinder())


def _tell_spacy() -> None:
    """spaCy's thinc asks once whether TensorFlow is there; an empty one would mislead it."""
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]  # None = absent
    modules["tensorflow"] = None
    import thinc.compat  # noqa: F401

    del modules["tensorflow"]


class _AbsentType(type):
    """A class whose attributes are all itself, and which hands decorated functions back."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        decorates = len(args) == 1 and callable(args[0]) and not kwargs
        return args[0] if decorates else Absent


class Absent(metaclass=_AbsentType):
    """Stands for anything of a package that was left out; it can be named and subclassed."""


class _AbsentModule(ModuleType):
    __version__ = "2.12.0"  # Rasa compares it

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class _AbsentLoader(Loader):
    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


class _AbsentFinder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in ABSENT_PACKAGES:
            return None
        return importlib.machinery.ModuleSpec(fullname, _AbsentLoader(), is_package=True)
