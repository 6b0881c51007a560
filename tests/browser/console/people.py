"""Who takes part: users of the console, made as an operator makes them, and patients."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PASSWORD = "the heron stands in the reeds"
COMPLAINT = "for about three weeks my lower back has been trembling when I bend down, no numbness"
ALARM = "my back shakes and since this morning I can't hold my water, numb between my legs"


def make_user(data: Path, name: str, role: str) -> None:
    """`python -m bot user add`."""
    command = [sys.executable, "-m", "bot", "user", "add", name, "--role", role]
    surroundings = {**os.environ, "BOT_DATA_DIR": str(data)}
    subprocess.run(
        [*command, "--password-stdin"],
        input=f"{PASSWORD}\n",
        text=True,
        cwd=ROOT,
        env=surroundings,
        check=True,
        capture_output=True,
    )


@dataclass
class Patient:
    """Somebody who writes on the website."""

    url: str
    id: str = ""
    token: str = ""

    def begin(self) -> Patient:
        """A new conversation."""
        begun = self._call("POST", "/conversations", {"channel": "web"})
        self.id, self.token = begun["id"], begun["token"]
        return self

    @property
    def label(self) -> str:
        """What the console calls the conversation."""
        return f"Web {self.id[:4]}"

    def write(self, text: str) -> Any:
        """A message and its answer."""
        return self._call("POST", f"/conversations/{self.id}/messages", {"text": text})

    def ask_for_person(self) -> None:
        """The button in the menu."""
        self._call("POST", f"/conversations/{self.id}/handoff", {})

    def lines(self) -> list[dict[str, Any]]:
        """The transcript as the patient sees it."""
        found: list[dict[str, Any]] = self._call("GET", f"/conversations/{self.id}")["messages"]
        return found

    def heard(self, role: str = "agent") -> list[str]:
        """What somebody said to the patient."""
        return [line["text"] for line in self.lines() if line["role"] == role and "text" in line]

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(  # noqa: S310 - our own service
            f"{self.url}/api/v1{path}", data=data, method=method
        )
        request.add_header("Content-Type", "application/json")
        request.add_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)
