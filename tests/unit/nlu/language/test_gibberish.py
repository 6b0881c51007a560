"""Which messages hold no word at all."""

from __future__ import annotations

import pytest

from nlu.language.gibberish import GibberishDetector

KNOWN = ["my", "back", "shakes", "the", "what", "is", "doctor", "no", "yes", "since", "weeks"]


@pytest.mark.parametrize("text", ["sdfkj wrtpl", "kkkkkkk", "😀😀", "...", "bcdfg hjklm zzzz"])
def test_mash_and_bare_symbols_are_gibberish(text: str) -> None:
    assert GibberishDetector(KNOWN).is_gibberish(text)


@pytest.mark.parametrize(
    "text",
    [
        "my back shakes",
        "osteochondrosis",
        "3",
        "my bck hrts since weeks",
        "what is vertebrologist",
        "背中が震えます",
    ],
)
def test_words_numbers_and_other_scripts_are_not(text: str) -> None:
    assert not GibberishDetector(KNOWN).is_gibberish(text)
