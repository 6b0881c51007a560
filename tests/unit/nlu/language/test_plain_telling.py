"""Messages of nothing but the plainest words."""

from __future__ import annotations

import pytest

from nlu.language.plain_telling import PlainTelling


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Lower back tremor climbing stairs since this morning", True),
        ("there's a quiver low in my back, 2 weeks", True),
        ("my back shakes and my legs are weak", False),
        ("my back shakes, I can't stand up", False),
        ("my back trembles since I fell down the stairs", False),
        ("", False),
        ("???", False),
    ],
)
def test_a_telling_is_plain_if_no_word_could_tell_of_danger(text: str, plain: bool) -> None:
    assert PlainTelling.from_file().is_plain(text) == plain
