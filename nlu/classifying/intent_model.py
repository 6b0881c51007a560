"""The intents of texts from their vectors, the kinds of items they name, and their n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nlu.classifying.linear import shares_of
from nlu.classifying.ngrams import Floats
from nlu.classifying.text_model import TextModel
from nlu.language.spelling import word_list
from nlu.language.topic_matcher import TopicMatcher
from nlu.language.topics import GROUPS, KINDS, Topics

SIGNS = (*KINDS, *GROUPS)
_FLAG = 0.5
"""How much the flags weigh beside the vector of unit length."""
_FRAGMENT, _LEAN, _LEAN_SHORT = 2, 0.2, 0.5


class ReadText(NamedTuple):
    """A text as the classifier reads it, and what it names, in order.

    `kinds` are those of all names, groups among them; `items` the content items by their ids.
    """

    words: list[str]
    kinds: list[str]
    items: list[str]


class TextReader:
    """Reads a text as words in which names of items stand as their kinds, groups as theirs."""

    def __init__(self, topics: Topics, matcher: TopicMatcher) -> None:
        self._topics = topics
        self._matcher = matcher

    @classmethod
    def from_files(cls, topics: Topics, common: Path, rare: Path) -> TextReader:
        """With the lists of frequent and rare words, which are never taken for misspelt names."""
        return cls(topics, TopicMatcher(topics, word_list(common), word_list(rare)))

    def read(self, text: str) -> ReadText:
        """ "how is MS treated" -> how is <disease> treated."""
        tokens, found = self._matcher.read(text)
        names = {one.first: one for one in found if one.is_name}
        words: list[str] = []
        kinds: list[str] = []
        place = 0
        while place < len(tokens):
            name = names.get(place)
            kind = self._topics.kind_of(name.topics[0]) if name else ""
            words.append(f"<{kind}>" if kind else tokens[place].form)
            kinds += [kind] if kind else []
            place = name.after if name else place + 1
        items = [one.topics[0] for one in found if self._topics.kind_of(one.topics[0]) in KINDS]
        return ReadText(words, kinds, list(dict.fromkeys(items)))


class IntentModel:
    """Probabilities of all intents for texts with their encodings."""

    def __init__(self, text_model: TextModel) -> None:
        self._text = text_model
        self.labels = text_model.labels

    @classmethod
    def train(
        cls,
        words: Sequence[Sequence[str]],
        vectors: Floats,
        labels: Sequence[str],
        strength: float = 10.0,
    ) -> IntentModel:
        """Learn from the words and vectors of labelled texts."""
        return cls(TextModel.train(words, _dense(words, vectors), labels, strength))

    def probabilities(self, words: Sequence[Sequence[str]], vectors: Floats) -> Any:
        """One row for each text, one column for each of `labels`."""
        return shares_of(self._text.scores(words, _dense(words, vectors)))

    def to_arrays(self) -> dict[str, Any]:
        """Everything as plain arrays."""
        return self._text.to_arrays()

    @classmethod
    def from_arrays(cls, arrays: Any) -> IntentModel:
        """The model that `to_arrays` kept."""
        return cls(TextModel.from_arrays(arrays))


def _dense(words: Sequence[Sequence[str]], vectors: Floats) -> Floats:
    """The vector and one flag for each kind of item that is named."""
    flags = np.asarray([[f"<{kind}>" in one for kind in SIGNS] for one in words], dtype=np.float32)
    return np.hstack([vectors, flags * _FLAG]).astype(np.float32)


def in_context(shares: Any, words: Sequence[Sequence[str]]) -> Any:
    """Shares of the segments (rows 1..), each leaning on the whole text (row 0).

    A fragment of a word or two means what its message means, unless it speaks for itself.
    """
    lean = [_LEAN_SHORT if len(one) <= _FRAGMENT else _LEAN for one in words[1:]]
    unsure = np.minimum(1.0, 2.0 * (1.0 - shares[1:].max(axis=1, initial=0.0)))
    weight = (np.asarray(lean) * unsure).reshape(-1, 1)
    return (1.0 - weight) * shares[1:] + weight * shares[0]
