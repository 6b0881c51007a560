"""Starting: wrong surroundings are named in a sentence, readiness tells the truth."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.store import schema
from tests.fakes.client import begin
from tests.fakes.gateway import FAKE_ENGINE, ROOT
from tests.integration.conftest import Make


def run(command: str, tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot COMMAND` with these settings, until it ends."""
    given = {
        "PORT": "0",
        "BOT_DATA_DIR": str(tmp_path),
        "ENGINE_COMMAND": FAKE_ENGINE,
        "KNOWLEDGE_DB": str(ROOT / "knowledge.db"),
        **settings,
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"PORT": "http"}, "PORT"),
        ({"ALLOWED_ORIGINS": "*"}, "ALLOWED_ORIGINS"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"ENGINE_WORKERS": "many"}, "ENGINE_WORKERS"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(
    tmp_path: Path, settings: dict[str, str], name: str
) -> None:
    ended = run("serve", tmp_path, **settings)
    assert ended.returncode == 2
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = run("serve", tmp_path, PORT=port)
    assert ended.returncode == 2
    assert port in ended.stderr
    assert "PORT=" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_damaged_database_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_bytes(b"damaged" * 1000)
    ended = run("serve", tmp_path)
    assert ended.returncode == 2
    assert "bot.db" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert path.read_bytes() == b"damaged" * 1000


def test_two_services_on_one_folder_are_refused(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    ended = run("serve", gateway.data)
    assert ended.returncode == 2
    assert "BOT_DATA_DIR" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_migrate_says_where_the_database_stands(tmp_path: Path) -> None:
    ended = run("migrate", tmp_path)
    assert ended.returncode == 0
    assert schema.REVISION in ended.stdout
    assert (tmp_path / "bot.db").exists()


def test_the_doctor_names_what_is_missing(tmp_path: Path) -> None:
    missing = str(tmp_path / "no.db")
    ended = run("doctor", tmp_path, KNOWLEDGE_DB=missing, ENGINE_COMMAND="no/such/python x")
    assert ended.returncode == 1
    bad = [line for line in ended.stdout.splitlines() if line.startswith("BAD")]
    assert any("no.db" in line and "knowledge build" in line for line in bad)
    assert any("no/such/python" in line for line in bad)
    assert "ok   data folder" in ended.stdout


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "ok   telegram: off"),
        ({"TELEGRAM_TOKEN": "42:abc"}, "ok   telegram: by long polling"),
        ({"TELEGRAM_TOKEN": "42:abc", "TELEGRAM_PUBLIC_URL": "https://bot.clinic.example"},
         "ok   telegram: by calls to https://bot.clinic.example"),
        ({"TELEGRAM_TOKEN": "42:abc", "TELEGRAM_PUBLIC_URL": "http://bot.clinic.example"},
         "BAD  telegram: http://bot.clinic.example is no https address"),
    ],
)  # fmt: skip
def test_the_doctor_looks_at_telegram_without_showing_the_token(
    tmp_path: Path, settings: dict[str, str], says: str
) -> None:
    told = run("doctor", tmp_path, **settings).stdout
    assert says in told
    assert "42:abc" not in told


async def test_readiness_is_red_without_the_knowledge_store(make_gateway: Make) -> None:
    gateway = make_gateway(KNOWLEDGE_DB="/nonexistent/knowledge.db").start()
    async with aiohttp.ClientSession(gateway.url) as session:
        async with session.get("/readyz") as ready:
            assert ready.status == 503
            assert "knowledge.db is missing" in (await ready.json())["checks"]["knowledge"]
        async with session.get("/healthz") as healthy:
            assert healthy.status == 200
        talk = await begin(session)
        status, problem = await talk.call("GET", "/summary", headers={"Accept": "text/plain"})
        assert (status, problem["status"]) == (503, 503)


async def test_readiness_tells_why_the_engine_does_not_start(
    make_gateway: Make, unused_tcp_port: int, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("import sys; sys.exit('There is no model; run make train.')")
    gateway = make_gateway(
        ENGINE_COMMAND=f"{sys.executable} {broken}", PORT=str(unused_tcp_port)
    ).start(wait=False)
    gateway.wait_for_output("no model; run make train")
    async with aiohttp.ClientSession(f"http://127.0.0.1:{unused_tcp_port}") as session:
        await _answering(session)  # the engine may have failed before the port is open
        async with session.get("/readyz") as ready:
            assert ready.status == 503
            assert "run make train" in (await ready.json())["checks"]["engine"]
        async with session.get("/version") as version:
            assert (await version.json())["model"] is None


async def _answering(session: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(120):
        while True:
            try:
                async with session.get("/healthz"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


async def test_metrics_stand_on_the_private_port_only(
    make_gateway: Make, unused_tcp_port: int
) -> None:
    gateway = make_gateway(METRICS_PORT=str(unused_tcp_port)).start()
    async with aiohttp.ClientSession(gateway.url) as session:
        talk = await begin(session)
        await talk.say("hello")
        async with session.get("/metrics") as public:
            assert public.status == 404
        async with session.get(f"http://127.0.0.1:{unused_tcp_port}/metrics") as private:
            page = await private.text()
    assert 'route="/api/v1/conversations/{id}/messages",status="200"} 1.0' in page
    assert "bot_engine_workers_ready 1.0" in page
    assert talk.id not in page


async def test_the_page_and_the_widget_are_served(make_gateway: Make) -> None:
    gateway = make_gateway(CLINIC_NAME="Hill <Clinic>", CLINIC_PHONE="020 7946 0018").start()
    async with aiohttp.ClientSession(gateway.url) as session:
        async with session.get("/") as page:
            assert page.content_type == "text/html"
            text = await page.text()
            assert "Hill &lt;Clinic&gt;" in text
            assert "020 7946 0018" in text
        async with session.get("/widget.js") as script:
            assert (script.status, script.content_type) == (200, "text/javascript")
            tag = script.headers["ETag"]
        async with session.get("/widget.js", headers={"If-None-Match": tag}) as again:
            assert again.status == 304
        async with session.get("/static/widget/theme.css") as sheet:
            assert (sheet.status, sheet.content_type) == (200, "text/css")


def test_the_service_stays_small_once_its_tables_stand(make_gateway: Make) -> None:
    make_gateway(warm=False).start().stop()
    gateway = make_gateway(warm=False).start()
    assert gateway.process is not None
    assert _resident(gateway.process.pid) < 120 * 1024


def _resident(pid: int) -> int:
    """Memory of a process in KiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if "VmRSS" in line).split()[1])


def test_without_a_token_telegram_is_off_and_says_so_once(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    told = [line for line in gateway.output if "Telegram is off" in line]
    assert told == ["Telegram is off: TELEGRAM_TOKEN is not set (docs/telegram.md).\n"]


def test_a_service_without_telegram_does_not_load_its_library() -> None:
    program = "import sys, bot.app, bot.__main__; sys.exit('aiogram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, timeout=300)
    assert done.returncode == 0
