"""Server-sent events, as the HTML standard says."""

from __future__ import annotations

import pytest

from bot.console_terminal.events import Event, EventReader, read_events

CASES = [
    (
        "a name, data and an id",
        ["event: queue", 'data: {"a": 1}', "id: 1-2", ""],
        [Event("queue", {"a": 1}, "1-2")],
    ),
    ("no name means message", ['data: {"a": 1}', ""], [Event("message", {"a": 1})]),
    ("data on several lines", ["data: {", 'data: "a": 1}', ""], [Event("message", {"a": 1})]),
    ("no space after the colon", ['data:{"a": 1}', ""], [Event("message", {"a": 1})]),
    ("a comment keeps the way open", [": ping", ""], []),
    ("a proxy's page is passed over", ["data: <html>", ""], []),
    ("a list is no event of ours", ["data: [1]", ""], []),
    ("what is not ended is not told", ['data: {"a": 1}'], []),
    (
        "the id holds on",
        ["id: 7", 'data: {"a": 1}', "", 'data: {"a": 2}', ""],
        [Event("message", {"a": 1}, "7"), Event("message", {"a": 2}, "7")],
    ),
]


@pytest.mark.parametrize(
    ("lines", "events"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_lines_become_events(lines: list[str], events: list[Event]) -> None:
    reader = EventReader()
    assert [event for line in lines if (event := reader.feed(line))] == events


async def test_bytes_become_events_whatever_ends_their_lines() -> None:
    async def body():  # type: ignore[no-untyped-def]
        for line in (b"event: bye\r\n", b'data: {"reason": "caf\xc3\xa9"}\n', b"\n"):
            yield line

    assert [event async for event in read_events(body())] == [Event("bye", {"reason": "café"})]
