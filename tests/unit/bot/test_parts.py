"""The small parts: rates, order, gate, addresses, hashing, texts, the choice of a form."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp.test_utils import make_mocked_request

from bot.addresses import Addresses
from bot.engine_pool import EnginePool, socket_folder
from bot.engine_worker import WorkerPlan
from bot.errors import Problem, TurnFailed
from bot.gate import Gate
from bot.order import Order
from bot.problems import problem_body
from bot.rates import Rates
from bot.settings import ClinicSettings
from bot.texts import load_texts
from bot.wire import empty_assessment, parse_result

HILL = {"clinic_name": "Hill Clinic", "clinic_phone": "123", "country": "GB"}
TEXTS = load_texts(ClinicSettings.model_validate(HILL))


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_so_many_a_second() -> None:
    clock = Clock()
    rates = Rates(2, 3, clock)
    assert [rates.seconds_to_wait("a") for _ in range(4)] == [0, 0, 0, 1]
    assert rates.seconds_to_wait("b") == 0
    clock.now = 0.5
    assert [rates.seconds_to_wait("a") for _ in range(2)] == [0, 1]
    clock.now = 100
    assert [rates.seconds_to_wait("a") for _ in range(4)] == [0, 0, 0, 1]


def test_callers_seen_long_ago_are_forgotten() -> None:
    rates = Rates(1, 1, Clock(), most_keys=2)
    for key in "abc":
        rates.seconds_to_wait(key)
    assert rates.seconds_to_wait("a") == 0
    assert rates.seconds_to_wait("c") == 1


async def test_one_at_a_time_in_order_and_no_more_than_may_wait() -> None:
    order, done = Order(2), list[int]()

    async def turn(number: int) -> None:
        with order.place("c") as line:
            async with line.turn:
                await asyncio.sleep(0)
                done.append(number)

    results = await asyncio.gather(*(turn(n) for n in range(5)), return_exceptions=True)
    assert done == [0, 1, 2]
    assert [type(result) for result in results[3:]] == [Problem, Problem]
    await asyncio.wait_for(order.until_idle(), 60)
    await turn(9)
    assert done[-1] == 9


async def test_a_suspect_is_alone_and_the_others_wait() -> None:
    gate, inside, seen = Gate(), set[str](), list[frozenset[str]]()

    async def enter(name: str, alone: bool) -> None:
        async with gate.enter(alone=alone):
            inside.add(name)
            await asyncio.sleep(0.01)
            seen.append(frozenset(inside))
            inside.discard(name)

    names = [("a", False), ("b", False), ("S", True), ("T", True), ("c", False)]
    await asyncio.gather(*(enter(*name) for name in names))
    assert len(seen) == 5
    assert all(len(together) == 1 for together in seen if together & {"S", "T"})
    assert any(len(together) == 2 for together in seen)


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("9.9.9.9", None, "9.9.9.9"),
        ("9.9.9.9", "1.1.1.1", "9.9.9.9"),
        ("10.0.0.1", "1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "1.1.1.1, 10.0.0.2", "1.1.1.1"),
        ("10.0.0.1", None, "10.0.0.1"),
    ],
)
def test_forwarded_addresses_are_believed_from_our_proxies_only(
    peer: str, forwarded: str | None, caller: str
) -> None:
    addresses = Addresses(frozenset({"10.0.0.1", "10.0.0.2"}), limit_loopback=False)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = make_mocked_request("GET", "/", headers).clone(remote=peer)
    assert addresses.caller(request) == caller


@pytest.mark.parametrize(
    ("address", "limit_loopback", "limited"),
    [
        ("127.0.0.1", False, False),
        ("::1", False, False),
        ("127.0.0.1", True, True),
        ("10.1.2.3", False, True),
        ("", False, True),
        ("nonsense", False, True),
    ],
)
def test_this_machine_is_not_limited_by_default(
    address: str, limit_loopback: bool, limited: bool
) -> None:
    assert Addresses(frozenset(), limit_loopback).is_limited(address) is limited


async def test_a_conversation_keeps_its_worker_and_few_move_when_one_is_added() -> None:
    def pool(workers: int) -> EnginePool:
        plan = Path("x")
        return EnginePool(
            [WorkerPlan(f"engine-{n}", ("x",), plan, plan, 1, "drop") for n in range(workers)]
        )

    names = [f"conversation-{n}" for n in range(400)]
    three = {name: pool(3).worker_for(name).plan.name for name in names}
    four = {name: pool(4).worker_for(name).plan.name for name in names}
    assert len(set(three.values())) == 3
    moved = [name for name in names if three[name] != four[name]]
    assert {four[name] for name in moved} == {"engine-3"}
    assert 50 < len(moved) < 150


def test_a_long_data_folder_does_not_make_the_sockets_paths_too_long(tmp_path: Path) -> None:
    short = socket_folder(Path("/tmp"))  # noqa: S108
    assert short == Path("/tmp/run")  # noqa: S108
    assert len(str(socket_folder(tmp_path / ("x" * 100)))) < 60


@pytest.mark.parametrize(
    ("settings", "emergency", "crisis"),
    [
        ({}, "112", ""),
        ({"country": "GB"}, "999", "116 123"),
        ({"country": "us"}, "911", "988"),
        ({"country": "XX"}, "112", ""),
        ({"country": "US", "emergency_number": "5", "crisis_line": "6"}, "5", "6"),
    ],
)
def test_numbers_by_country(settings: dict[str, str], emergency: str, crisis: str) -> None:
    clinic = load_texts(ClinicSettings.model_validate(settings)).clinic
    assert (clinic["emergency_number"], clinic["crisis_line"]) == (emergency, crisis)


@pytest.mark.parametrize("code", sorted(TEXTS.words["problems"]))
def test_every_problem_is_a_sentence_with_everything_filled_in(code: str) -> None:
    facts: dict[str, Any] = {"field": "text", "meant": "a string", "limit": 4000, "seconds": 3}
    facts |= {
        "method": "PUT",
        "name": "Anna",
        "about": "finding",
        "id": "x",
        "least": 12,
        "most": 256,
    }
    problem = Problem(code, **facts)
    body = problem_body(problem, TEXTS)
    assert body["code"] == code
    assert 400 <= body["status"] < 600
    assert body["detail"].endswith((".", "}."))
    assert "{limit}" not in body["detail"]


@pytest.mark.parametrize("key", sorted(TEXTS.words["notices"]))
def test_every_notice_names_the_numbers(key: str) -> None:
    notice = TEXTS.notice(key)
    assert notice["kind"] == "notice"
    assert "999" in notice["text"]
    assert "123" in notice["text"]
    assert "{" not in notice["text"]


def test_every_code_that_is_raised_has_its_words_and_none_is_left_over() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in Path("bot").rglob("*.py"))
    raised = set(re.findall(r'Problem\(\s*"(\w+)"', source))
    raised |= set(re.findall(r'\d{3}: "(\w+)"', source)) | {"bad_request"}
    assert raised == set(TEXTS.words["problems"])


REPLY = {"kind": "message", "text": "hello"}


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {},
        {"replies": [REPLY]},
        {"replies": [], "assessment": empty_assessment()},
        {"replies": "hello", "assessment": empty_assessment()},
        {"replies": [REPLY], "assessment": {}},
        {"replies": ["hello"], "assessment": empty_assessment()},
        {"replies": [{"kind": "message", "text": " "}], "assessment": empty_assessment()},
        {"replies": [{"kind": "song", "text": "la"}], "assessment": empty_assessment()},
        {"replies": [{**REPLY, "buttons": [{"title": "x"}]}], "assessment": empty_assessment()},
        {"replies": [{**REPLY, "buttons": "x"}], "assessment": empty_assessment()},
    ],
)
def test_what_is_no_answer_counts_as_a_failed_turn(answer: object) -> None:
    with pytest.raises(TurnFailed):
        parse_result(json.dumps(answer).encode())


def test_openapi_and_wire_agree_on_the_empty_assessment() -> None:
    spec = yaml.safe_load(Path("docs/openapi.yaml").read_text(encoding="utf-8"))
    assert set(empty_assessment()) == set(spec["components"]["schemas"]["Assessment"]["required"])
