"""The service's own words: messages.yml, filled in with the clinic's facts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ClinicSettings

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Texts:
    """Finds words by key; `facts` are the clinic's and are known to every text."""

    words: dict[str, Any]
    facts: dict[str, str]

    def notice(self, key: str) -> dict[str, Any]:
        """A reply of kind `notice`, in the shape of the API."""
        entry = self.words["notices"][key]
        buttons = [dict(button) for button in entry.get("buttons", [])]
        return {"kind": "notice", "text": self._fill(entry["text"]), "buttons": buttons}

    def problem(self, code: str, **facts: str | int) -> dict[str, Any]:
        """The body of a problem answer (RFC 9457)."""
        entry = self.words["problems"][code]
        return {
            "type": f"urn:back-tremor:problem:{code}",
            "code": code,
            "title": entry["title"],
            "status": entry["status"],
            "detail": self._fill(entry["detail"], **facts),
        }

    def summary(self, key: str) -> str:
        """Words around a summary."""
        return self._fill(self.words["summary"][key])

    def _fill(self, template: str, **facts: str | int) -> str:
        # Only our own templates pass here, never a person's text.
        return template.format_map({**self.facts, **facts})


def load_texts(clinic: ClinicSettings) -> Texts:
    """Read messages.yml and fill in what the settings know."""
    words = yaml.safe_load((HERE / "messages.yml").read_text(encoding="utf-8"))
    facts = {"clinic": clinic.clinic_name, "emergency": emergency_number(clinic)}
    phone_line = ""
    if clinic.clinic_phone:
        phone_line = words["phone_line"].format(phone=clinic.clinic_phone, **facts)
    return Texts(words=words, facts={**facts, "phone_line": phone_line})


def emergency_number(clinic: ClinicSettings) -> str:
    """The number to call: as set, else by country, else the default."""
    if clinic.emergency_number:
        return clinic.emergency_number
    table = yaml.safe_load((HERE / "emergency_numbers.yml").read_text(encoding="utf-8"))
    return str(table["countries"].get(clinic.country.upper(), table["default"]))
