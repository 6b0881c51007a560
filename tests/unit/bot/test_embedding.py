"""Versions of the launcher: what a clinic has pinned by its hash stays as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.embedding import CURRENT, LAUNCHER, WIDGET, integrity, launcher, script_tag

PAGE = (Path(__file__).parents[3] / "docs/widget.md").read_text("utf-8")
PUBLISHED = dict(re.findall(r"^\| (\d+\.\d+\.\d+) \| `(sha384-[^`]+)` \|$", PAGE, re.M))


def test_the_current_version_is_published() -> None:
    assert CURRENT in PUBLISHED
    assert len(PUBLISHED) == 1 + len([*WIDGET.glob("releases/*.js")])


@pytest.mark.parametrize("version", PUBLISHED)
def test_a_published_version_never_changes(version: str) -> None:
    script = launcher(version)
    assert script is not None
    assert integrity(script) == PUBLISHED[version], (
        "The launcher has changed. If this version has been released, keep the old one under "
        "bot/static/widget/releases, count CURRENT up and add a line to docs/widget.md."
    )


def test_the_tag_of_the_documents_is_the_one_that_is_printed() -> None:
    assert script_tag("https://assistant.clinic.example/", "clinic") in PAGE


@pytest.mark.parametrize(
    "version", ["0.0.0", "1", "", "../widget", "1.0.0/../../widget", "1.0.0\n"]
)
def test_what_was_never_published_is_not_there(version: str) -> None:
    assert launcher(version) is None


def test_names_in_the_tag_cannot_leave_their_attribute() -> None:
    tag = script_tag('https://a.example/"><script>', 'x" onload="alert(1)')
    assert tag.count("<") == 2
    assert 'onload="' not in tag


def test_the_current_source_is_the_launcher_itself() -> None:
    assert launcher(CURRENT) == LAUNCHER


def test_no_part_of_the_launcher_is_left_out_and_each_has_one_duty() -> None:
    assert {*LAUNCHER.parts} == {*(WIDGET / "launcher").glob("*.js")}
    assert max(len(part.read_text("utf-8").splitlines()) for part in LAUNCHER.parts) < 100


def test_a_release_is_found_beside_the_current_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "releases").mkdir()
    old = tmp_path / "releases" / "0.9.0.js"
    old.write_text("let old;")
    monkeypatch.setattr("bot.embedding.WIDGET", tmp_path)
    assert launcher("0.9.0") == old
    assert integrity(old).startswith("sha384-")


def test_the_frame_asks_for_all_its_parts_at_once() -> None:
    page = (WIDGET / "frame.html").read_text("utf-8")
    named = set(re.findall(r'<link rel="modulepreload" href="([^"]+)">', page))
    parts = {path.name for path in WIDGET.glob("*.js")} - {"frame.js"}
    assert named == {*parts, "../vendor/deepChat.bundle.js"}
