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
    """Finds words by key; `facts` fill every text, `clinic` is what the engine may say."""

    words: dict[str, Any]
    facts: dict[str, str]
    clinic: dict[str, str]

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

    def summary_word(self, group: str, key: str) -> str:
        """A heading, a template of a line or another word of the summary."""
        return str(self.words["summary"][group][key])

    def _fill(self, template: str, **facts: str | int) -> str:
        # Only our own templates pass here, never a person's text.
        return template.format_map({**self.facts, **facts})


def load_texts(settings: ClinicSettings) -> Texts:
    """Read messages.yml and fill in what the settings know."""
    words = _read("messages.yml")
    numbers = _read("emergency_numbers.yml")
    country = settings.country.upper()
    clinic = {
        "clinic_name": settings.clinic_name,
        "clinic_phone": settings.clinic_phone,
        "emergency_number": settings.emergency_number or _by_country(numbers, "ambulance", country),
        "crisis_line": settings.crisis_line or _by_country(numbers, "crisis", country),
    }
    facts = {"clinic": clinic["clinic_name"], "emergency": clinic["emergency_number"]}
    phone = clinic["clinic_phone"]
    phone_line = words["phone_line"].format(phone=phone, **facts) if phone else ""
    return Texts(words=words, facts={**facts, "phone_line": phone_line}, clinic=clinic)


def _by_country(numbers: dict[str, Any], kind: str, country: str) -> str:
    return str(numbers[kind]["countries"].get(country, numbers[kind]["default"]))


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
