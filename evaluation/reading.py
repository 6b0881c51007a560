"""Runs messages through the trained model: as the batch does, and as conversations."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.interpret import interpret_line
from engine.requests import TurnRequest

if TYPE_CHECKING:
    from engine.turns import TurnRunner

_CLINIC = {
    "emergency_number": "112",
    "crisis_line": "116 123",
    "clinic_name": "the clinic",
    "clinic_phone": "555 0100",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the batch answers to one message, and how long it took."""

    answer: Mapping[str, Any]
    milliseconds: float = 0.0
    cpu_milliseconds: float = 0.0

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts of the message."""
        facts: Mapping[str, Any] = self.answer["facts"]
        return facts

    @property
    def level(self) -> str:
        """The urgency of the message alone."""
        return str(self.answer["urgency"]["level"])

    @property
    def flags(self) -> list[str]:
        """Ids of the red flags that are raised."""
        return [str(flag["id"]) for flag in self.answer["urgency"]["flags"]]

    @property
    def handling(self) -> str:
        """What kind of message it was taken for."""
        return str(self.answer["handling"])

    @property
    def intent(self) -> str:
        """The most important intent."""
        return str(self.answer["intent"])


class Reader:
    """Reads messages with one turn runner; every conversation is a new one."""

    def __init__(self, runner: TurnRunner) -> None:
        self._runner = runner
        self._conversations = 0

    async def read(self, text: str) -> Reading:
        """One message, alone, as `python -m engine interpret` reads it."""
        line = json.dumps({"id": "", "text": text})
        began, cpu_began = time.perf_counter(), time.process_time()
        answer = await interpret_line(line, self._runner.agent, self._runner.resources)
        cpu, wall = time.process_time() - cpu_began, time.perf_counter() - began
        return Reading(answer, wall * 1000, cpu * 1000)

    async def reply(self, texts: Sequence[str], button: str = "") -> str:
        """What is said to the last of `texts`, in a conversation of its own; no questions.

        `button` is a payload that is pressed before the first of them.
        """
        self._conversations += 1
        conversation = f"evaluation-{self._conversations}"
        pressed = ["/session_start", *([button] if button else [])]
        turns = [*({"payload": one} for one in pressed), *({"text": one} for one in texts)]
        for number, turn in enumerate(turns):
            answer = await self._turn(conversation, number, **turn)
        await self._runner.erase(conversation)
        said = [reply["text"] for reply in answer["replies"] if reply["kind"] != "question"]
        return "\n".join(said)

    async def _turn(self, conversation: str, number: int, **what: Any) -> dict[str, Any]:
        request = TurnRequest(conversation, f"m{number}", clinic=_CLINIC, **what)
        return await self._runner.run(request)
