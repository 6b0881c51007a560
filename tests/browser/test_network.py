"""Words are never lost and never shown twice, whatever the network does."""

from __future__ import annotations

import itertools
import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.clinic_page import LAUNCHER, ClinicPage
from tests.browser.widget import COMPLAINT, Widget, control, said
from tests.fakes.running import Server, fake_service, running

LONG_MS = 60_000


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Server]:
    """A service of its own for each test, as it is ended and started."""
    with running(fake_service(tmp_path / "memory.json")) as server:
        yield server


def bubbles(widget: Widget, words: str) -> int:
    """How often a sentence stands on the screen."""
    return widget.log.get_by_text(words, exact=True).count()


def test_a_reload_brings_the_conversation_back_once(widget: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    widget.page.reload()
    widget.ready()
    widget.shows("First the urgent things")
    assert bubbles(widget, COMPLAINT) == 1
    assert widget.log.get_by_text("Noted: shaking").count() == 1
    expect(widget.choice("None of these")).to_be_visible()
    expect(widget.choice("About me")).to_have_count(0)


def test_a_draft_survives_a_reload(widget: Widget) -> None:
    widget.open()
    widget.input.click()
    widget.page.keyboard.type("half a sentence about")
    widget.page.wait_for_function("sessionStorage['back-tremor:demo:draft']?.includes('about')")
    widget.page.reload()
    widget.ready()
    expect(widget.input).to_have_text("half a sentence about")
    ink = widget.page.locator(".shell").evaluate("e => getComputedStyle(e).color")
    expect(widget.input).to_have_css("color", ink)  # and not the placeholder's


def test_only_a_token_and_unsent_words_are_kept_in_the_browser(widget: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    kept = widget.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    local, session = json.loads(kept)
    assert local == {}
    assert "trembling" not in json.dumps(session)
    assert set(json.loads(session["back-tremor:demo:session"])) == {"id", "token"}


def test_words_written_without_a_network_are_sent_when_it_is_back(widget: Widget) -> None:
    widget.open()
    widget.page.context.set_offline(True)
    widget.page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(widget.page.get_by_text("No connection.")).to_be_visible()
    widget.write("first words")
    widget.write("second words")
    expect(widget.log.locator(".loading-message-dots")).to_have_count(0)  # nobody is answering
    widget.page.context.set_offline(False)
    expect(widget.log.get_by_text("Did it begin suddenly")).to_be_visible(timeout=LONG_MS)
    assert said(widget.url, "user") == ["first words", "second words"]
    assert bubbles(widget, "first words") == 1


def test_a_restart_of_the_service_loses_and_repeats_nothing(widget: Widget, fake: Server) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    fake.stop()
    widget.choice("None of these").click()
    expect(widget.page.get_by_text("No connection.")).to_be_visible(timeout=LONG_MS)
    fake.start()
    expect(widget.log.get_by_text("Did it begin suddenly")).to_be_visible(timeout=LONG_MS)
    assert said(widget.url, "user") == [COMPLAINT, "None of these"]
    assert bubbles(widget, "None of these") == 1
    assert widget.log.get_by_text("Did it begin suddenly").count() == 1


def test_unsent_words_survive_a_reload(widget: Widget, fake: Server) -> None:
    widget.open()
    fake.stop()
    widget.write("words into the void")
    fake.start()
    widget.page.reload()
    widget.ready()
    expect(widget.log.get_by_text("First the urgent things")).to_be_visible(timeout=LONG_MS)
    assert said(widget.url, "user") == ["words into the void"]
    assert bubbles(widget, "words into the void") == 1


def test_without_sockets_everything_goes_over_plain_requests(page: Page, fake: Server) -> None:
    control(fake.url, {"sockets_refused": True})
    widget = Widget(page, fake.url)
    widget.open()
    widget.write(COMPLAINT)
    expect(widget.log.get_by_text("First the urgent things")).to_be_visible(timeout=LONG_MS)
    widget.choice("None of these").click()
    expect(widget.log.get_by_text("Did it begin suddenly")).to_be_visible(timeout=LONG_MS)
    assert bubbles(widget, COMPLAINT) == 1
    assert said(fake.url, "user") == [COMPLAINT, "None of these"]


def test_without_sockets_the_words_of_a_person_still_arrive(page: Page, fake: Server) -> None:
    control(fake.url, {"sockets_refused": True})
    widget = Widget(page, fake.url)
    widget.open()
    widget.menu("Talk to a person")
    expect(widget.log.get_by_text("May I call you?")).to_be_visible(timeout=LONG_MS)


def test_a_conversation_that_the_server_no_longer_knows_is_replaced(
    widget: Widget, fake: Server
) -> None:
    widget.open()
    widget.page.evaluate(
        "sessionStorage['back-tremor:demo:session'] = JSON.stringify({id: 'gone', token: 'x'})"
    )
    widget.page.reload()
    widget.ready()
    expect(widget.page.get_by_text("so this is a new one")).to_be_visible()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")


def test_a_page_that_is_loaded_while_the_service_starts_gets_its_button(
    page: Page, fake: Server
) -> None:
    page.route("**/launcher.css", lambda route: route.abort())
    with page.expect_console_message(lambda said: "launcher.css cannot be" in said.text):
        page.goto(fake.url)
    page.unroute("**/launcher.css")
    page.get_by_role("button", name=LAUNCHER).click()
    Widget(page, fake.url).ready()


def test_on_a_slow_network_something_is_said_and_it_can_be_closed(page: Page, fake: Server) -> None:
    clinic = ClinicPage(page, fake.url)
    clinic.serve(clinic.tag('data-mode="inline"'))
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {
        "offline": False,
        "latency": 400,
        "downloadThroughput": 60_000,
        "uploadThroughput": 20_000,
    }
    line.send("Network.emulateNetworkConditions", slow)
    page.get_by_role("button", name=LAUNCHER).click()
    expect(page.get_by_text("Opening the assistant…")).to_be_visible()
    page.get_by_role("button", name="Close the chat").click()
    page.get_by_role("button", name=LAUNCHER).click()
    expect(page.get_by_text("Usually answers at once")).to_be_visible(timeout=2 * LONG_MS)
    page.get_by_role("textbox").click()
    page.keyboard.insert_text(COMPLAINT)
    page.keyboard.press("Enter")
    expect(page.get_by_text("First the urgent things")).to_be_visible(timeout=LONG_MS)
    assert said(fake.url, "user") == [COMPLAINT]


def test_when_every_second_request_fails_nothing_is_lost_or_said_twice(
    page: Page, fake: Server
) -> None:
    control(fake.url, {"sockets_refused": True})
    widget = Widget(page, fake.url)
    widget.open()
    turn = itertools.count()

    def fail_every_second(route: Route) -> None:
        if next(turn) % 2:
            route.continue_()
        else:
            route.abort()

    page.route("**/api/v1/conversations/**", fail_every_second)
    words = [f"sentence number {n}" for n in range(5)]
    for sentence in words:
        widget.write(sentence)
    page.wait_for_function("() => !sessionStorage['back-tremor:demo:outbox']", timeout=2 * LONG_MS)
    assert said(fake.url, "user") == words
    assert [bubbles(widget, sentence) for sentence in words] == [1] * 5


def test_an_answer_that_is_lost_on_the_way_is_fetched_and_not_made_again(
    page: Page, fake: Server
) -> None:
    control(fake.url, {"sockets_refused": True})
    widget = Widget(page, fake.url)
    widget.open()
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            # The service has answered, the page never hears of it.
            lost.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    page.route("**/messages", lose_the_first)
    # The page asks for what it has missed, perhaps before this answer is lost: wait for the loss.
    with page.expect_event(
        "requestfailed", lambda request: request.method == "POST", timeout=LONG_MS
    ):
        widget.write(COMPLAINT)
    assert "First the urgent things" in lost[0]
    expect(widget.log.get_by_text("First the urgent things")).to_be_visible(timeout=LONG_MS)
    page.wait_for_function("() => !sessionStorage['back-tremor:demo:outbox']", timeout=LONG_MS)
    assert said(fake.url, "user") == [COMPLAINT]
    assert widget.log.get_by_text("First the urgent things").count() == 1
    assert bubbles(widget, COMPLAINT) == 1


def test_a_service_that_sleeps_for_a_while_answers_once_when_it_is_back(
    widget: Widget, fake: Server
) -> None:
    widget.open()
    assert fake.process is not None
    fake.process.send_signal(
        signal.SIGSTOP
    )  # as for a phone that has slept: no error, only silence
    widget.write(COMPLAINT)
    widget.page.wait_for_timeout(1500)
    fake.process.send_signal(signal.SIGCONT)
    widget.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(widget.log.get_by_text("First the urgent things")).to_be_visible(timeout=LONG_MS)
    assert said(widget.url, "user") == [COMPLAINT]
    assert bubbles(widget, COMPLAINT) == 1


def test_opened_before_the_service_is_up_it_waits_and_then_greets(
    widget: Widget, fake: Server
) -> None:
    widget.page.route("**/api/v1/conversations", lambda route: route.abort())
    widget.page.goto(widget.url)
    widget.page.get_by_role("button", name=LAUNCHER).click()
    expect(widget.page.get_by_text("No connection.")).to_be_visible()
    widget.write(COMPLAINT)
    widget.page.unroute("**/api/v1/conversations")
    expect(widget.log.get_by_text("First the urgent things")).to_be_visible(timeout=LONG_MS)
    assert said(widget.url, "user") == [COMPLAINT]


AGENT = {"role": "agent", "kind": "message", "name": "Amira"}
NO_NETWORK = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
NETWORK = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


class Phone:
    """The browser of a phone: it can be put to sleep, which cuts its sockets without a word."""

    def __init__(self, page: Page) -> None:
        self.sockets: list[WebSocketRoute] = []
        self.dead: list[WebSocketRoute] = []
        page.route_web_socket("**/api/v1/ws", self._carry)
        self._line = page.context.new_cdp_session(page)
        self._line.send("Network.enable")

    def _carry(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        server = socket.connect_to_server()
        socket.on_message(lambda words: None if socket in self.dead else server.send(words))
        server.on_message(lambda words: None if socket in self.dead else socket.send(words))

    def lose_sockets(self) -> None:
        """They look open to the page, and nothing passes through them any more."""
        self.dead = list(self.sockets)

    def sleep(self) -> None:
        """No script runs, no network is there."""
        self._line.send("Page.setWebLifecycleState", {"state": "frozen"})
        self._line.send("Network.emulateNetworkConditions", NO_NETWORK)
        self.lose_sockets()

    def wake(self) -> None:
        """All of it comes back."""
        self._line.send("Network.emulateNetworkConditions", NETWORK)
        self._line.send("Page.setWebLifecycleState", {"state": "active"})


def test_a_phone_that_has_slept_catches_up_and_hears_again(page: Page, fake: Server) -> None:
    phone = Phone(page)
    widget = Widget(page, fake.url)
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    phone.sleep()
    control(fake.url, {"lines": [{**AGENT, "text": "said while it slept"}]})
    page.wait_for_timeout(500)
    phone.wake()
    widget.shows("said while it slept")
    expect(widget.page.get_by_text("Usually answers at once")).to_be_visible()
    widget.choice("None of these").click()
    widget.shows("Did it begin suddenly")
    control(fake.url, {"lines": [{**AGENT, "text": "said when it was awake"}]})
    widget.shows("said when it was awake")
    assert said(fake.url, "user") == [COMPLAINT, "None of these"]
    for words in ("said while it slept", "said when it was awake"):
        assert bubbles(widget, words) == 1


def test_a_connection_that_has_died_in_silence_is_given_up_without_a_word_of_the_persons(
    page: Page, fake: Server
) -> None:
    phone = Phone(page)
    page.clock.install()
    widget = Widget(page, fake.url)
    widget.open()
    phone.lose_sockets()
    control(fake.url, {"lines": [{**AGENT, "text": "are you still there?"}]})
    page.clock.run_for(20_000)
    assert bubbles(widget, "are you still there?") == 0
    page.clock.run_for(15_000)
    widget.shows("are you still there?")
    assert len(phone.sockets) == 2


def test_a_connection_that_answers_is_kept_however_little_is_said(page: Page, fake: Server) -> None:
    phone = Phone(page)
    page.clock.install()
    widget = Widget(page, fake.url)
    widget.open()
    for _ in range(4):
        page.clock.run_for(26_000)
        page.wait_for_timeout(100)
    assert len(phone.sockets) == 1
