"""The console's stories once more, on PostgreSQL; each is told where it comes from."""
# ruff: noqa: F401 - pytest runs the stories where they are imported

from __future__ import annotations

import os
import subprocess
import sys

from tests.fakes.agents import Agent
from tests.fakes.client import begin
from tests.fakes.gateway import Gateway
from tests.fakes.warm import ROOT
from tests.integration.console.test_busy_day import test_two_agents_and_twenty_patients
from tests.integration.console.test_calls import (
    call,
    test_a_call_ends_with_its_summary,
    test_a_caller_is_found_by_name,
)
from tests.integration.console.test_queue import (
    test_a_row_shows_the_flag_and_the_last_words,
    test_emergencies_come_first_then_who_waits_then_the_newest,
    test_the_last_words_are_a_persons_and_tell_who_spoke,
    test_what_is_erased_is_gone_everywhere,
)
from tests.integration.console.test_record import (
    test_the_log_tells_who_did_what_and_never_what_was_said,
)
from tests.integration.console.test_taking_over import (
    talk,
    test_a_finding_is_put_right_by_hand,
    test_a_red_flag_still_alerts_the_agents,
    test_a_repeated_answer_is_said_once,
    test_notes_never_reach_the_person,
    test_of_two_agents_at_once_one_gets_it,
    test_the_bot_is_silent_while_an_agent_has_it_and_speaks_again_after,
)

WORDS = ["100 % sure", "a_b", "back\\slash", "it's “quoted”", "Rücken", "x'); DROP TABLE users;--"]


async def test_words_with_signs_that_mean_something_to_a_database_are_found_as_they_are(
    anna: Agent,
) -> None:
    talks = {}
    for words in WORDS:
        talks[words] = await begin(anna.http)
        await talks[words].say(words)
    for words, said in talks.items():
        rows = await anna.get("/queue", params={"q": words})
        assert [row["id"] for row in rows["rows"]] == [said.id], words


async def test_figures_are_counted_and_marks_kept_once(anna: Agent, sue: Agent) -> None:
    asks = await begin(anna.http)
    before = await sue.get("/figures?days=1")
    await asks.say("UNCLEAR zapping")
    await asks.call("POST", "/feedback", json={"rating": 4, "comment": "kind"})
    said = next(line for line in await asks.lines() if line["role"] == "user")
    for comment in ("numbness", "tingling"):
        mark = {"message_id": said["message_id"], "comment": comment}
        await anna.post(f"/conversations/{asks.id}/misread", mark, status=201)
    figures = await sue.get("/figures?days=1")
    assert figures["misread"]["open"] == before["misread"]["open"] + 1
    assert figures["messages"] == before["messages"] + 1
    assert figures["ratings"]["comments"][0]["comment"] == "kind"
    assert {"words": "zapping", "n": 1} in figures["unmatched"]


def test_the_log_is_verified_from_the_command_line_and_users_are_made_there(
    gateway: Gateway,
) -> None:
    def bot(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        surroundings = {**os.environ, **gateway.settings, "BOT_DATA_DIR": str(gateway.data)}
        command = [sys.executable, "-m", "bot", *words]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=surroundings,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    made = bot("user", "add", "zoe", "--password-stdin", typed="the heron stands in the reeds\n")
    assert made.returncode == 0, made.stderr
    verified = bot("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
