"""Rasa component: puts how long the tremor has lasted on the entities of a message.

A grammar finds every time; which of them is the trembling's and which that of a job, a journey or
another illness is learned from messages in which it is marked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.marked_times import marked_times
from nlu.classifying.time_model import TimeModel
from nlu.components.entities import add_facts
from nlu.components.trained_component import Arrays, TrainedComponent
from nlu.language import dates
from nlu.language.facts import Fact
from nlu.language.interpretation import FactReader, Times
from nlu.language.language import Analysis
from nlu.language.lengths import Duration
from nlu.language.lexicon_files import LEXICON

# So likely the trembling's a time must be; the one that the rules take for it may be less likely,
# because the messages that teach the model are harder than what people send.
_LEAST, _LEAST_BY_RULE = 0.4, 0.2


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DurationExtractor(TrainedComponent):
    """`duration` in days, or a `course_hint` where no number was said; needs `analysis`.

    `folder` in config.yml names another lexicon than the committed one.
    """

    FILE = "times.npz"

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        today: Callable[[], date] = dates.today,
    ) -> None:
        super().__init__(config, storage, resource)
        self._folder = Path(config["folder"] or LEXICON)
        self._facts = FactReader(self._folder)
        self._today = today
        self._model: TimeModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings."""
        return {"folder": None}

    def _take_up(self, arrays: Arrays) -> None:
        self._model = TimeModel.from_arrays(arrays)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the messages in which the trembling's own time is marked."""
        cases, own = [], []
        for clues, is_own in marked_times(self._folder):
            cases.append(clues)
            own.append(is_own)
        self._model = TimeModel.train(cases, own)
        return self._kept(self._model.to_arrays())

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message."""
        for message in messages:
            analysis = message.get("analysis")
            facts = self._time_facts(analysis) if analysis else []
            add_facts(message, facts, "DurationExtractor")
        return messages

    def _time_facts(self, analysis: Analysis) -> list[Fact]:
        times = self._facts.times(analysis, self._today())
        chosen = _chosen(times, self._model) if self._model else times.fittest
        return self._facts.time_fact(analysis, chosen)


def _chosen(times: Times, model: TimeModel) -> Duration | None:
    """The likeliest, if it is likely at all; the rules' own need not be so likely."""
    rated = zip(times.found, model.chances(times.clues), strict=True)
    for time, chance in sorted(rated, key=lambda pair: -pair[1]):
        if chance >= (_LEAST_BY_RULE if time is times.fittest else _LEAST):
            return time
    return None
