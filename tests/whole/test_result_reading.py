"""Whole results, as people get them, are as easy to read as the responses they are made of."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from tests.fakes.client import begin
from tests.fakes.gateway import Gateway
from tests.unit.responses.reading import MOST_DIFFICULT, grade, lay_out_dictionary

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

STORIES = [
    "for three weeks my lower back has been trembling when I bend, with stress and little sleep",
    "my lower back has been shaking at rest for two years, and I have Parkinson's",
    "back trembles since Monday after lifting boxes, it hurts and is stiff in the morning",
    "my mother is 72, her lower back trembles for months, she has a slipped disc and a numb foot",
    "it shakes when I stand, on and off for years; nobody found anything",
    "I get the trembling at night in bed and my legs want to move all the time",
]


@pytest.fixture(scope="module", autouse=True)
def _dictionary(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder: Path = tmp_path_factory.mktemp("nltk")
    lay_out_dictionary(folder)


@pytest.mark.parametrize("story", STORIES)
async def test_a_whole_result_is_easy_to_read(real: Gateway, story: str) -> None:
    async with aiohttp.ClientSession(real.url) as session:
        talk = await begin(session)
        await talk.say(story)
        replies = (await talk.say("stop"))["replies"]
    (result,) = (reply["text"] for reply in replies if reply["kind"] == "summary")
    assert "How soon" in result
    assert grade(_as_sentences(result)) <= MOST_DIFFICULT, result


def _as_sentences(text: str) -> str:
    """Each line as a sentence of its own, as the eye reads it."""
    lines = (line.removeprefix("- ").replace("**", "").rstrip() for line in text.splitlines())
    return "\n".join(line if line.endswith((".", "!", "?", ":")) else f"{line}." for line in lines)
