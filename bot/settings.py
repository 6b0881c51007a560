"""Every setting of the service, read once from the environment and `.env`."""

from __future__ import annotations

import os
import re
import shlex
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

ENV_FILE = ".env"
FOR_THE_ENGINE = ("ENGINE_", "OMP_", "RASA_", "PYTHON")
"""Beginnings of names that the engine reads for itself."""

Names = Annotated[tuple[str, ...], NoDecode]
"""Several values in one variable, with commas between."""


class ServerSettings(BaseModel):
    """Where the service listens and whom it talks to."""

    host: str = Field("127.0.0.1", description="the address to listen on, 0.0.0.0 for all")
    port: int = Field(8080, ge=0, le=65535, description="the port to listen on, such as 8080")
    allowed_origins: Names = Field(
        (), description="sites that may use the API, such as https://clinic.example"
    )
    trusted_proxies: Names = Field(
        (), description="addresses of proxies whose X-Forwarded-For is believed"
    )
    frame_ancestors: str = Field(
        "'self'", description="sites that may show the demo page in a frame"
    )
    metrics_port: int = Field(0, ge=0, le=65535, description="a private port, or 0 for none")
    metrics_host: str = Field("127.0.0.1", description="the private address for the metrics")

    @field_validator("allowed_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            scheme, _, host = origin.partition("://")
            if scheme not in ("http", "https") or not host or "/" in host or "*" in host:
                raise ValueError(f"{origin} is no origin; write it like https://clinic.example")
        return origins


class StoreSettings(BaseModel):
    """What is kept, where, and for how long."""

    bot_data_dir: Path = Field(Path("var"), description="a folder the service may write to")
    database_url: SecretStr = Field(
        SecretStr(""), description="an SQLAlchemy address, or empty for SQLite in BOT_DATA_DIR"
    )
    session_hours: float = Field(24, gt=0, description="hours of silence that end a conversation")
    retention_days: float = Field(30, gt=0, description="days until a conversation is erased")


class EngineSettings(BaseModel):
    """The workers that understand and answer."""

    engine_workers: int = Field(0, ge=0, le=256, description="how many, or 0 for one a core")
    engine_command: str = Field(
        ".venv-engine/bin/python -m engine serve", min_length=1, description="what starts a worker"
    )
    engine_start_seconds: float = Field(
        90, gt=0, description="seconds a worker may take until it is ready"
    )
    engine_output: Literal["drop", "pass"] = Field(
        "drop", description="drop or pass; what a worker prints may hold what people wrote"
    )
    turn_seconds: float = Field(10, gt=0, description="seconds until a person hears something")
    knowledge_db: Path = Field(Path("knowledge.db"), description="the built knowledge store")


class ClinicSettings(BaseModel):
    """Whose assistant this is, and whom people call."""

    clinic_name: str = Field("the clinic", min_length=1, description="the name as said to people")
    clinic_phone: str = Field("", description="the number people may call, or empty")
    country: str = Field("", pattern="^([A-Za-z]{2})?$", description="two letters, such as GB")
    emergency_number: str = Field("", description="the ambulance's number, or empty: by COUNTRY")
    crisis_line: str = Field("", description="a number for people in despair, or empty: by COUNTRY")


class TelegramSettings(BaseModel):
    """The same assistant in the messenger."""

    telegram_token: SecretStr = Field(
        SecretStr(""), description="the token from BotFather, or empty for no Telegram"
    )
    telegram_public_url: str = Field(
        "",
        pattern=r"^(https?://[^\s/]+(/[^\s?#]*)?)?$",
        description="the public https address of this service, or empty for long polling",
    )
    telegram_secret: SecretStr = Field(
        SecretStr(""),
        description="1 to 256 letters, digits, _ and -, or empty to have one made from the token",
    )
    telegram_api: str = Field(
        "https://api.telegram.org",
        pattern=r"^https?://[^\s?#]+$",
        description="the address of the Bot API",
    )
    telegram_messages_per_second: float = Field(
        25, gt=0, description="messages a second to all chats together"
    )
    telegram_chat_messages_per_second: float = Field(
        1, gt=0, description="messages a second to one chat in the long run"
    )

    @field_validator("telegram_token")
    @classmethod
    def _is_a_token(cls, token: SecretStr) -> SecretStr:
        if not re.fullmatch(r"([0-9]+:[A-Za-z0-9_-]+)?", token.get_secret_value()):
            raise ValueError("it has not the form of a token, 123456789:AAF…")
        return token

    @field_validator("telegram_secret")
    @classmethod
    def _is_a_secret(cls, secret: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
            raise ValueError("it holds other signs or is too long")
        return secret


class ConsoleSettings(BaseModel):
    """How agents work: sessions, claims, waiting."""

    console_idle_minutes: float = Field(
        30, gt=0, description="minutes without a call that end an agent's session"
    )
    console_session_hours: float = Field(
        10, gt=0, description="hours that end an agent's session in any case"
    )
    console_plain_http: bool = Field(
        False, description="true or false; whether agents may sign in without https from elsewhere"
    )
    claim_minutes: float = Field(
        15, gt=0, description="minutes an agent may do nothing until the bot goes on"
    )
    wait_minutes: float = Field(
        10, gt=0, description="minutes until who waits for a person is told the clinic's number"
    )
    canned_replies: Path = Field(
        Path("bot/console/canned.yml"),
        description="a YAML file with the agents' ready replies",
    )


class LimitSettings(BaseModel):
    """How much one person or address may ask for."""

    max_text_length: int = Field(4000, ge=1, le=4000, description="characters, 4000 at most")
    waiting_messages: int = Field(5, ge=0, description="messages of one conversation that may wait")
    messages_per_second: float = Field(1, gt=0, description="messages a second in the long run")
    message_burst: int = Field(10, ge=1, description="messages at once before that counts")
    conversations_per_minute: float = Field(30, gt=0, description="new ones an address a minute")
    sockets_per_address: int = Field(50, ge=1, description="open WebSockets an address")
    limit_loopback: bool = Field(
        False, description="true or false; whether this machine itself is limited in the same way"
    )


class LogSettings(BaseModel):
    """What is written about the running service; never what people wrote."""

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="debug, info, warning or error"
    )
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="json, console, or auto: console on a terminal"
    )
    log_key: SecretStr = Field(
        SecretStr(""), description="a secret for the hashes in logs, or empty to have one made"
    )


class Settings(
    ServerSettings,
    StoreSettings,
    EngineSettings,
    ClinicSettings,
    TelegramSettings,
    ConsoleSettings,
    LimitSettings,
    LogSettings,
    BaseSettings,
):
    """All settings; the variable of each is its name in capitals."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, extra="ignore", frozen=True)

    @property
    def database(self) -> str:
        """The address of the database, with its default filled in."""
        given = self.database_url.get_secret_value()
        return given or f"sqlite:///{self.bot_data_dir.resolve() / 'bot.db'}"

    @property
    def workers(self) -> int:
        """How many engine workers to start."""
        return self.engine_workers or len(os.sched_getaffinity(0))

    @property
    def worker_command(self) -> tuple[str, ...]:
        """The command that starts a worker, without socket and data folder."""
        return tuple(shlex.split(self.engine_command))


def load_settings(**overrides: object) -> Settings:
    """Read the settings; raise `SettingsError` with one sentence for each that is wrong."""
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]  # checked by pydantic itself
    except ValidationError as error:
        sentences = [_sentence(dict(item)) for item in error.errors(include_url=False)]
        raise SettingsError("\n".join(sentences + _unknown())) from error
    unknown = _unknown()
    if unknown:
        raise SettingsError("\n".join(unknown))
    return settings


def _unknown() -> list[str]:
    """Names in `.env` that are no settings: a slip of the pen would else change nothing, silently.

    The surroundings hold many names of others; those are not looked at.
    """
    known = {name.upper() for name in Settings.model_fields}
    sentences = []
    for name in dotenv_values(ENV_FILE):
        if name.upper() in known or name.startswith(FOR_THE_ENGINE):
            continue
        near = get_close_matches(name.upper(), known, n=1)
        hint = f"; perhaps {near[0]} is meant" if near else ""
        sentences.append(f"{name}: there is no such setting{hint}; see .env.example.")
    return sentences


def _sentence(error: dict[str, object]) -> str:
    location = error["loc"]
    name = str(location[0]) if isinstance(location, tuple) and location else ""
    field = Settings.model_fields.get(name)
    meant = field.description if field else "a setting of this service"
    reason = str(error["msg"]).removeprefix("Value error, ")
    secret = field is not None and field.annotation is SecretStr
    value = "its value" if secret else repr(error["input"])
    return f"{name.upper()}: {value} will not do ({reason}); it should be {meant}."
