"""Settings: read with their kinds, wrong ones named, none undocumented, no secret shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings

EXAMPLE = (Path(__file__).parents[3] / ".env.example").read_text(encoding="utf-8")
LISTED = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


@pytest.fixture(autouse=True)
def _no_settings_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in LISTED:
        monkeypatch.delenv(name, raising=False)


def test_the_example_lists_every_setting_and_no_other() -> None:
    assert set(LISTED) == {name.upper() for name in Settings.model_fields}


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    defaults = load_settings()
    (tmp_path / ".env").write_text(EXAMPLE, encoding="utf-8")
    assert load_settings().model_dump() == defaults.model_dump()


@pytest.mark.parametrize(
    ("name", "value", "field", "meant"),
    [
        ("PORT", "9000", "port", 9000),
        ("ALLOWED_ORIGINS", "https://a.example, http://b.example:81", "allowed_origins",
         ("https://a.example", "http://b.example:81")),
        ("ALLOWED_ORIGINS", " ", "allowed_origins", ()),
        ("TRUSTED_PROXIES", "10.0.0.1", "trusted_proxies", ("10.0.0.1",)),
        ("BOT_DATA_DIR", "/srv/bot", "bot_data_dir", Path("/srv/bot")),
        ("LIMIT_LOOPBACK", "true", "limit_loopback", True),
        ("SESSION_HOURS", "0.5", "session_hours", 0.5),
        ("COUNTRY", "gb", "country", "gb"),
    ],
)  # fmt: skip
def test_a_setting_is_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, meant: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(load_settings(), field) == meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("PORT", ""),
        ("ENGINE_WORKERS", "-1"),
        ("ENGINE_COMMAND", ""),
        ("MAX_TEXT_LENGTH", "10000"),
        ("SESSION_HOURS", "0"),
        ("RETENTION_DAYS", "never"),
        ("COUNTRY", "England"),
        ("ALLOWED_ORIGINS", "clinic.example"),
        ("ALLOWED_ORIGINS", "https://*.example"),
        ("ALLOWED_ORIGINS", "https://clinic.example/path"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("LIMIT_LOOPBACK", "perhaps"),
        ("TELEGRAM_PUBLIC_URL", "bot.clinic.example"),
        ("TELEGRAM_API", "api.telegram.org"),
        ("TELEGRAM_MESSAGES_PER_SECOND", "0"),
    ],
)
def test_a_wrong_setting_names_itself_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    sentences = str(wrong.value).splitlines()
    assert len(sentences) == 1
    assert sentences[0].startswith(f"{name}: {value!r} will not do")
    assert "it should be" in sentences[0]


def test_several_wrong_settings_are_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("LOG_LEVEL", "x")
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    named = [line.partition(":")[0] for line in str(wrong.value).splitlines()]
    assert sorted(named) == ["LOG_LEVEL", "PORT"]


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hunter2@db/bot")
    monkeypatch.setenv("LOG_KEY", "sesame")
    monkeypatch.setenv("TELEGRAM_TOKEN", "42:mellon")
    monkeypatch.setenv("TELEGRAM_SECRET", "xyzzy")
    settings = load_settings()
    assert settings.database == "postgresql://bot:hunter2@db/bot"
    for shown in (repr(settings), str(settings), str(settings.model_dump())):
        assert "hunter2" not in shown
        assert not [secret for secret in ("sesame", "mellon", "xyzzy") if secret in shown]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "open-sesame"),
        ("TELEGRAM_TOKEN", "bot42:open-sesame"),
        ("TELEGRAM_SECRET", "open sesame"),
        ("TELEGRAM_SECRET", "x" * 257),
    ],
)
def test_a_wrong_secret_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}: its value will not do") as wrong:
        load_settings()
    assert value not in str(wrong.value)


def test_no_other_module_reads_the_environment() -> None:
    folder = Path(__file__).parents[3] / "bot"
    # engine_process hands the surroundings on to the workers, themes hears what the terminal says
    # of its colours; neither reads a setting from them.
    allowed = {"engine_process.py", "themes.py"}
    readers = {
        path.name
        for path in folder.rglob("*.py")
        if "os.environ" in path.read_text(encoding="utf-8")
    }
    assert readers - allowed == set()


def test_a_slip_of_the_pen_in_the_env_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PROT=9000\nRASA_TELEMETRY_ENABLED=false\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="PROT: there is no such setting; perhaps PORT"):
        load_settings()
