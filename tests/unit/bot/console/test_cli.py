"""`python -m bot user` and `python -m bot audit`."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

GOOD = "a long and strange passphrase\n"


class Shell:
    """Runs commands on a data folder of their own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._runner = CliRunner(env={"BOT_DATA_DIR": str(data), "DATABASE_URL": ""})

    def run(self, line: str, given: str = GOOD) -> Result:
        return self._runner.invoke(main, line.split(), input=given)

    def tamper(self, statement: str) -> None:
        with sqlite3.connect(self.data / "bot.db") as connection:
            connection.executescript(
                f"DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; {statement};"
            )


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two users, and so two rows in the log; made once, as it takes a while."""
    shell = Shell(tmp_path_factory.mktemp("grown"))
    for name in ("boss", "anna"):
        assert shell.run(f"user add {name} --role admin --password-stdin").exit_code == 0
    return shell.data


@pytest.fixture
def shell(grown: Path, tmp_path: Path) -> Shell:
    return Shell(Path(copytree(grown, tmp_path / "data")))


def test_who_has_no_users_yet_is_told_how_to_make_one(tmp_path: Path) -> None:
    assert "user add NAME --role admin" in Shell(tmp_path).run("user list").output


def test_users_are_made_listed_and_shut_out(shell: Shell) -> None:
    made = shell.run("user add Eve --display Eve_K.", given=GOOD * 2)
    assert made.exit_code == 0, made.output
    listed = shell.run("user list").output
    assert re.search(r"eve +agent +Eve_K\. +not signed in", listed)
    assert re.search(r"boss +admin +Boss", listed)
    assert shell.run("user disable eve").exit_code == 0
    assert re.search(r"eve .*shut out", shell.run("user list").output)
    assert shell.run("user disable eve --undo").exit_code == 0
    assert "shut out" not in shell.run("user list").output
    assert shell.run("user password eve --password-stdin").exit_code == 0


@pytest.mark.parametrize(
    ("line", "given", "words"),
    [
        ("user add eve --password-stdin", "short\n", "12 to 256"),
        ("user add eve --password-stdin", "hi-eve-hi-eve\n", "must not hold"),
        ("user add boss --password-stdin", GOOD, "already"),
        ("user disable nobody", "", "no user nobody"),
        ("user password nobody", "", "no user nobody"),
    ],
)
def test_a_slip_gets_a_sentence(shell: Shell, line: str, given: str, words: str) -> None:
    found = shell.run(line, given)
    assert found.exit_code == 2
    assert words in found.output


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET user = 'someone else' WHERE id = 2",
        "UPDATE audit SET detail = '{}' WHERE id = 1",
        "DELETE FROM audit WHERE id = 2",
        "DELETE FROM audit WHERE id = 1",
        "INSERT INTO audit (at, user, action, detail, hash) VALUES (1, 'x', 'view', '{}', 'x')",
    ],
)
def test_the_log_shows_every_change(shell: Shell, statement: str) -> None:
    shell.run("user disable anna")
    assert "ok: 3 rows" in shell.run("audit verify").output
    shell.tamper(statement)
    found = shell.run("audit verify")
    assert found.exit_code == 1
    assert "BROKEN at row" in found.output


def test_a_log_that_was_cut_at_its_end_lacks_the_noted_hash(shell: Shell) -> None:
    head = shell.run("audit verify").output.split()[-1]
    assert shell.run(f"audit verify --head {head}").exit_code == 0
    shell.tamper("DELETE FROM audit WHERE id = 2")
    assert shell.run("audit verify").exit_code == 0, "the chain alone cannot tell"
    assert "missing" in shell.run(f"audit verify --head {head}").output


def test_the_database_itself_takes_no_changes_of_the_log(shell: Shell) -> None:
    with sqlite3.connect(shell.data / "bot.db") as connection:
        for statement in ("UPDATE audit SET user = 'x'", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
