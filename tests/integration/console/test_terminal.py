"""The terminal console on the real service: a patient and a caller, with keys only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from textual.pilot import Pilot

from bot.console_terminal.app import ConsoleApp
from bot.console_terminal.client import Client
from bot.console_terminal.desk import Desk
from bot.console_terminal.screens.queue import QueueScreen
from tests.fakes.agents import PASSWORD, Agent
from tests.fakes.client import begin
from tests.fakes.gateway import Gateway
from tests.unit.bot.console_terminal.conftest import read, until


@pytest.fixture
async def terminal(gateway: Gateway, tmp_path: Path) -> AsyncIterator[Pilot[None]]:
    """Anna at her terminal, signed in."""
    app = ConsoleApp(Desk(Client(gateway.url), folder=tmp_path), "dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"anna", "enter")
        pilot.app.screen.query_one("#password").insert_text_at_cursor(PASSWORD)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QueueScreen))
        yield pilot


async def test_from_a_cry_for_help_to_the_hand_back(
    terminal: Pilot[None], session: aiohttp.ClientSession, ben: Agent
) -> None:
    talk = await begin(session, channel="web")
    await talk.say("ALARM I cannot feel my legs")
    await until(terminal, lambda: "NEW EMERGENCY" in read(terminal))
    await terminal.press("exclamation_mark")
    await until(terminal, lambda: "Call 112 now." in read(terminal))
    assert "“ALARM I cannot feel my legs”" in read(terminal)

    async with ben.listening(conversation=talk.id):
        await until(terminal, lambda: "looking: Ben" in read(terminal))

    await terminal.press("t")
    await until(terminal, lambda: "You hold this conversation" in read(terminal))
    status, problem = await ben.call("POST", f"/conversations/{talk.id}/claim")
    assert (status, problem["code"]) == (409, "held_by_other")

    await terminal.press(*"stay", "enter")
    await until(terminal, lambda: "Sent." in read(terminal))
    assert (await talk.lines())[-1]["text"] == "stay"

    await talk.say("it hurts, PAIN")
    await until(terminal, lambda: "it hurts, PAIN" in read(terminal))
    await until(terminal, lambda: "+ pain" in read(terminal))

    await terminal.press("escape", "n")
    await until(terminal, lambda: "the patient never sees it" in read(terminal))
    await terminal.press(*"fragile", "enter")
    await until(terminal, lambda: "PRIVATE NOTE by Anna" in read(terminal))

    await terminal.press("f")
    await until(terminal, lambda: "(now: present)" in read(terminal))
    await terminal.press(*"fever", "enter")
    await until(terminal, lambda: "what is true?" in read(terminal))
    await terminal.press("down", "enter")
    await until(terminal, lambda: "(by an agent)" in read(terminal))

    await terminal.press("h")
    await until(terminal, lambda: "Handed back" in read(terminal))
    said = [line.get("text", "") for line in await talk.lines()]
    assert "fragile" not in " ".join(said)


def is_pdf(path: Path) -> bool:
    return path.read_bytes().startswith(b"%PDF")


async def test_a_call_from_the_form_to_the_summary(terminal: Pilot[None], tmp_path: Path) -> None:
    await terminal.press("c")
    await until(terminal, lambda: "Call-back number" in read(terminal))
    await terminal.press(*"Gray", "enter", *"mother", "enter", *"0171", "enter")
    await until(terminal, lambda: "Call · Gray · mother · 0171" in read(terminal))
    await terminal.press(*"PAIN", "enter")
    await until(terminal, lambda: "[+ pain" in read(terminal))
    await terminal.press(*"ALARM", "enter")
    await until(terminal, lambda: "TELL THE CALLER NOW" in read(terminal))
    assert "call 112 for her now" in read(terminal)
    await terminal.press("escape", "e")
    await until(terminal, lambda: "y copies it" in read(terminal))
    await terminal.press("y", "p")
    await until(terminal, lambda: any(is_pdf(one) for one in tmp_path.glob("summary-*.pdf")))
    await until(terminal, lambda: "Kept as" in read(terminal))
    assert terminal.app.clipboard


async def test_a_claim_by_somebody_else_is_seen_in_the_queue(
    terminal: Pilot[None], session: aiohttp.ClientSession, ben: Agent
) -> None:
    talk = await begin(session, channel="web")
    await talk.say("it shakes")
    label = f"Web {talk.id[:4]}"
    await until(terminal, lambda: label in read(terminal))
    await ben.post(f"/conversations/{talk.id}/claim")
    await until(terminal, lambda: f"{label} · held by Ben" in read(terminal))


async def test_the_news_go_on_after_a_restart_of_the_service(
    gateway: Gateway, terminal: Pilot[None]
) -> None:
    port = gateway.url.rpartition(":")[2]
    gateway.kill()
    await until(terminal, lambda: "NOT LIVE" in read(terminal))
    gateway.settings["PORT"] = port
    gateway.start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session, channel="web")
        await talk.say("after the restart")
        await until(terminal, lambda: f"Web {talk.id[:4]}" in read(terminal), seconds=60)
