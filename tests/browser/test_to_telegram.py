"""From the website to the messenger: offered where there is a bot, by a link that tells nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.widget import COMPLAINT, Widget, control
from tests.fakes.running import Server

ITEM = "Go on in Telegram"


@pytest.fixture
def with_bot(widget: Widget, fake: Server) -> Iterator[Widget]:
    """The widget, open, of a service that has a bot."""
    control(fake.url, {"telegram": True})
    yield widget.open()
    control(fake.url, {"telegram": False})


def link_of(widget: Widget) -> Locator:
    """The link in the menu, once it is there."""
    link = widget.region.get_by_role("link", name="Open Telegram")
    expect(link).to_be_visible()
    return link


def test_the_link_holds_a_token_and_nothing_of_the_conversation(with_bot: Widget) -> None:
    with_bot.write(COMPLAINT)
    with_bot.shows("First the urgent things")
    with_bot.menu(ITEM)
    link = link_of(with_bot)
    expect(with_bot.region.get_by_text("Telegram can read what is written there")).to_be_visible()
    address = link.get_attribute("href") or ""
    assert re.fullmatch(r"https://t\.me/back_tremor_bot\?start=[\w-]{20,64}", address)
    kept = with_bot.page.evaluate("sessionStorage['back-tremor:demo:session']")
    assert address.partition("start=")[2] not in kept
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")


def test_each_time_the_link_is_a_new_one(with_bot: Widget) -> None:
    links = []
    for _ in range(2):
        with_bot.menu(ITEM)
        links.append(link_of(with_bot).get_attribute("href"))
        with_bot.page.keyboard.press("Escape")
        expect(with_bot.page.get_by_role("button", name="More")).to_be_focused()
    assert links[0] != links[1]


def test_without_a_bot_nothing_is_offered(widget: Widget) -> None:
    widget.open()
    widget.page.get_by_role("button", name="More").click()
    expect(widget.region.get_by_role("button", name="Talk to a person")).to_be_visible()
    expect(widget.region.get_by_role("button", name=ITEM)).to_have_count(0)


def test_a_bot_that_has_gone_away_is_told_and_the_talk_goes_on(with_bot: Widget) -> None:
    control(with_bot.url, {"telegram": False})
    with_bot.menu(ITEM)
    expect(with_bot.region.get_by_role("alert").get_by_text("Please go on here")).to_be_visible()
    with_bot.write(COMPLAINT)
    with_bot.shows("First the urgent things")


def test_who_closes_the_menu_while_the_link_is_made_is_left_alone(with_bot: Widget) -> None:
    asked: list[str] = []
    with_bot.page.route("**/telegram", lambda route: asked.append(route.request.url))
    with_bot.menu(ITEM)
    expect(with_bot.region.get_by_text("One moment…")).to_be_visible()
    with_bot.page.keyboard.press("Escape")
    with_bot.page.unroute("**/telegram")
    with_bot.input.click()
    with_bot.page.wait_for_timeout(300)
    expect(with_bot.input).to_be_focused()
    assert len(asked) == 1
