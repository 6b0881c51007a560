"""For everybody: axe finds nothing, the keyboard is enough, and 320 pixels are, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import CHROMIUM, SWITCHES, page_of
from tests.browser.clinic_page import ClinicPage
from tests.browser.widget import COMPLAINT, Widget
from tests.fakes.running import Server

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
    "forced dark": {"color_scheme": "dark", "forced_colors": "active"},
    "narrow": {"color_scheme": "light", "width": 320},
}
# a desktop of 1280 x 800 at 200 %
ZOOMED: dict[str, Any] = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}


def closed(widget: Widget) -> None:
    """The page alone."""
    widget.page.goto(widget.url)
    expect(widget.page.get_by_role("button", name="Ask about your back")).to_be_visible()


def asked(widget: Widget) -> None:
    """A question with its choices."""
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")


def finished(widget: Widget) -> None:
    """Result, summary card, rating with its comment."""
    widget.open().result()
    widget.log.get_by_role("radio", name="4 of 5").check()


def emergency(widget: Widget) -> None:
    """Banner and emergency reply."""
    widget.open()
    widget.write("I cannot hold my bladder")
    widget.shows("Call 112 now")


def with_agent(widget: Widget) -> None:
    """A person has joined; the menu is open."""
    widget.open()
    widget.menu("Talk to a person")
    widget.shows("May I call you?")
    widget.page.get_by_role("button", name="More").click()


STATES = [closed, asked, finished, emergency, with_agent]


@pytest.fixture(scope="module")
def shown(browser: Browser, fake: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in one of the states, for all screens; it was loaded in the dark."""
    with page_of(browser, reduced_motion="reduce", color_scheme="dark") as page:
        request.param(Widget(page, fake.url))
        yield page


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("shown", STATES, ids=lambda state: state.__name__, indirect=True)
def test_axe_finds_no_violation(shown: Page, screen: str) -> None:
    wanted = {"forced_colors": "none", "width": 1280, **SCREENS[screen]}
    shown.set_viewport_size({"width": wanted.pop("width"), "height": 860})
    shown.emulate_media(**wanted)
    assert violations(shown) == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_no_violation_at_twice_the_size(
    browser: Browser, fake: Server, state: Callable[[Widget], None]
) -> None:
    with page_of(browser, reduced_motion="reduce", **ZOOMED) as page:
        state(Widget(page, fake.url))
        assert violations(page) == []


def violations(page: Page) -> list[str]:
    """What axe finds, a line each, with where it is and why."""
    page.wait_for_timeout(400)
    return [
        f"{found['id']}: "
        + "; ".join(f"{node['target']}: {node['failureSummary']}" for node in found["nodes"])
        for found in Axe().run(page, options=RULES).response["violations"]
    ]


ACCENTS = ["#ffd54a", "#c2185b", "#0b3d91", "#808080"]


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_colour_a_clinic_has_its_words_can_be_read(
    browser: Browser, fake: Server, accent: str, scheme: Any
) -> None:
    with page_of(browser, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(f"{fake.url}/static/widget/frame.html#accent=%23{accent[1:]}")
        page.get_by_role("textbox").click()
        page.keyboard.insert_text(COMPLAINT)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="None of these")).to_be_visible()
        assert violations(page) == []


def test_a_greeting_and_a_failure_are_accessible_too(page: Page, fake: Server) -> None:
    clinic = ClinicPage(page, fake.url)
    greeting = 'data-greeting="Does your back tremble?" data-greeting-after="0.1"'
    clinic.serve(clinic.tag(greeting), body="<main><p>About us</p></main>")
    expect(page.get_by_role("button", name="Does your back tremble?")).to_be_visible()
    # the page itself is none of ours
    found = [line for line in violations(page) if "back-tremor" in line]
    assert found == []
    page.route("**/app.js", lambda route: route.abort())
    page.get_by_role("button", name="Does your back tremble?").click()
    expect(page.get_by_text("could not be loaded")).to_be_visible()
    assert [line for line in violations(page) if "back-tremor" in line] == []


def test_the_keyboard_is_enough_for_a_whole_conversation(widget: Widget) -> None:
    page = widget.page
    page.goto(widget.url)
    launcher = page.get_by_role("button", name="Ask about your back")
    expect(launcher).to_be_visible()
    tab_to(page, "Ask about your back")
    page.keyboard.press("Enter")
    widget.ready()
    expect(widget.input).to_be_focused()
    page.keyboard.type(COMPLAINT)
    page.keyboard.press("Enter")
    expect(widget.choice("None of these")).to_be_visible()
    tab_to(page, "None of these", back=True)
    page.keyboard.press("Enter")
    expect(widget.choice("Bit by bit")).to_be_visible()
    expect(widget.input).to_be_focused()
    tab_to(page, "Bit by bit", back=True)
    page.keyboard.press("Space")
    widget.shows("Whom to see first:")
    tab_to(page, "5 of 5", back=True)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.type("Larger buttons, please")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(widget.log.get_by_text("Thank you.")).to_be_focused()
    page.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    expect(widget.input).to_be_hidden()


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until the thing of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")


FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return (at?.ariaLabel || at?.textContent || "").trim();
}"""


def test_the_focus_goes_from_top_to_bottom(widget: Widget) -> None:
    emergency(widget)
    widget.page.get_by_role("button", name="More").focus()
    way = [widget.page.evaluate(FOCUSED)]
    while way[-1] != "Send" and len(way) < 20:
        widget.page.keyboard.press("Tab")
        way.append(widget.page.evaluate(FOCUSED))
    assert way == [
        *("More", "Close the chat", "Call 112", "112", "Privacy"),
        *("Conversation", "That was a mistake", "Talk to a person"),
        *("Describe it in your own words", "Send"),
    ]


def test_a_new_message_takes_no_focus_away(widget: Widget) -> None:
    widget.open()
    more = widget.page.get_by_role("button", name="More")
    widget.write(COMPLAINT)
    more.focus()
    widget.shows("First the urgent things")
    expect(more).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_escape_closes_the_menu_first_and_gives_focus_back(widget: Widget, width: int) -> None:
    widget.page.set_viewport_size({"width": width, "height": 780})
    widget.open()
    more = widget.page.get_by_role("button", name="More")
    more.click()
    expect(widget.region.get_by_role("button", name="Forget me", exact=True)).to_be_visible()
    widget.page.keyboard.press("Escape")
    expect(widget.region.get_by_role("button", name="Forget me", exact=True)).to_be_hidden()
    expect(more).to_be_focused()
    expect(widget.input).to_be_visible()
    widget.page.keyboard.press("Escape")
    expect(widget.input).to_be_hidden()
    expect(widget.page.get_by_role("button", name="Ask about your back")).to_be_focused()


def test_on_a_touch_screen_no_keyboard_covers_what_there_is_to_read(
    browser: Browser, fake: Server
) -> None:
    phone: dict[str, Any] = {"is_mobile": True, "has_touch": True}
    with page_of(browser, viewport={"width": 390, "height": 780}, **phone) as page:
        widget = Widget(page, fake.url)
        widget.open()
        expect(widget.log).to_be_focused()
        expect(widget.log).to_have_css("outline-style", "none")  # no keyboard, no ring
        widget.choice("About me").tap()
        widget.shows("First the urgent things")
        expect(widget.log).to_be_focused()
        page.evaluate("BackTremor.fill('It trembles')")
        expect(widget.input).to_be_focused()  # words are to be gone on with


def test_the_messages_reach_down_to_the_input(widget: Widget) -> None:
    widget.open()
    log, field = widget.log.bounding_box(), widget.page.locator("#input").bounding_box()
    assert log and field
    assert log["y"] + log["height"] == pytest.approx(field["y"], abs=1)


def test_on_a_small_phone_an_emergency_leaves_room_for_what_is_said(
    browser: Browser, fake: Server
) -> None:
    small = {"width": 320, "height": 568}
    with page_of(browser, viewport=small, is_mobile=True, has_touch=True) as page:
        widget = Widget(page, fake.url)
        widget.open()
        widget.write("I want to end my life")
        expect(page.get_by_role("link", name="Someone to talk to: 116 123")).to_be_visible()
        log = widget.log.bounding_box()
        assert log
        assert log["height"] > 0.4 * small["height"]


def test_new_messages_are_read_out_politely_and_old_ones_are_not(widget: Widget) -> None:
    widget.open()
    expect(widget.log).to_have_attribute("aria-live", "polite")
    widget.write("hello")
    widget.shows("First the urgent things")
    speakers = widget.log.locator(".name").all_inner_texts()
    assert {"Assistant", "You"} == {name.strip() for name in speakers if name.strip()}


def test_an_emergency_breaks_in_on_a_screen_reader_and_does_so_once(widget: Widget) -> None:
    widget.open()
    expect(widget.region.get_by_role("alert").first).to_be_attached()  # there before its words are
    emergency_alert = widget.region.get_by_role("alert").filter(has_text="may be an emergency")
    expect(emergency_alert).to_have_count(0)
    widget.write("I cannot hold my bladder")
    expect(emergency_alert).to_have_count(1)
    banner = emergency_alert.locator(".banner")
    banner.evaluate("e => (e.sameAsBefore = true)")
    widget.write("what is a treatment?")
    expect(widget.log.locator(".user-message-text")).to_have_count(2)
    assert banner.evaluate("e => e.sameAsBefore") is True


ANIMATIONS = "all => all.map(e => getComputedStyle(e).animationName)"


@pytest.mark.parametrize("scheme", ["no-preference", "reduce"])
def test_nothing_moves_for_who_wants_no_motion(browser: Browser, fake: Server, scheme: Any) -> None:
    with page_of(browser, reduced_motion=scheme) as page:
        widget = Widget(page, fake.url)
        widget.open()
        widget.write(COMPLAINT)
        widget.shows("First the urgent things")
        panel = page.locator("dialog.panel").evaluate_all(ANIMATIONS)
        bubbles = widget.log.locator(".message-bubble").evaluate_all(ANIMATIONS)
        moving = panel + bubbles
        assert (set(moving) == {"none"}) == (scheme == "reduce")


MAGNIFIED: dict[str, dict[str, Any]] = {
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "200 %": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "400 %": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
}
"""What a browser tells a page: narrow by itself, or as a desktop of 1280 x 800 (x 1024) zoomed."""
LEAST_TO_READ = 60


@pytest.mark.parametrize("screen", MAGNIFIED)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_however_it_is_magnified_nothing_has_to_be_scrolled_sideways(
    browser: Browser, fake: Server, state: Callable[[Widget], None], screen: str
) -> None:
    with page_of(browser, **MAGNIFIED[screen]) as page:
        widget = Widget(page, fake.url)
        state(widget)
        width = MAGNIFIED[screen]["viewport"]["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if state is not closed:
            assert widget.log.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
            assert widget.region.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
            assert widget.log.evaluate("e => e.clientHeight") >= LEAST_TO_READ
            expect(widget.input).to_be_in_viewport(ratio=0.9)


def test_the_whole_menu_can_be_reached_on_a_low_screen(browser: Browser, fake: Server) -> None:
    with page_of(browser, **MAGNIFIED["400 %"]) as page:
        widget = Widget(page, fake.url)
        with_agent(widget)
        last = widget.region.get_by_role("button", name="Forget me", exact=True)
        tab_to(page, "Forget me")
        expect(last).to_be_in_viewport(ratio=0.9)


@pytest.fixture(scope="module")
def large_letters(browser: Browser) -> Iterator[Browser]:
    """A browser whose owner has set the size of text, and nothing else, to 200 %."""
    doubled = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"
    args = [*SWITCHES, doubled]
    launched = browser.browser_type.launch(executable_path=CHROMIUM, args=args)
    yield launched
    launched.close()


CUT_OFF = """(region) => {
  const found = [];
  const edge = region.getBoundingClientRect();
  const walk = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) walk(e.shadowRoot);
      const style = getComputedStyle(e);
      if (!e.checkVisibility() || style.clipPath !== "none" || e.closest("svg")) continue;
      const { left, right } = e.getBoundingClientRect();
      const sideways = style.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1;
      const down = style.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1;
      if (sideways || down || left < edge.left - 1 || right > edge.right + 1)
        found.push(e.outerHTML.slice(0, 90));
    }
  };
  walk(region);
  return found;
}"""


@pytest.mark.parametrize("state", STATES[1:], ids=lambda state: state.__name__)
def test_with_letters_twice_as_large_nothing_is_cut_off(
    large_letters: Browser, fake: Server, state: Callable[[Widget], None]
) -> None:
    with page_of(large_letters, viewport={"width": 640, "height": 900}) as page:
        widget = Widget(page, fake.url)
        state(widget)
        expect(widget.input).to_have_css("font-size", "32px")
        page.wait_for_timeout(300)
        assert widget.region.evaluate(CUT_OFF) == []


SMALL = """async (region) => {
  const found = [];
  // While a bubble comes in, its transform makes 44 pixels 43.9999.
  const lasts = (animation) => Number.isFinite(animation.effect.getComputedTiming().endTime);
  const settled = (root) =>
    Promise.all(root.getAnimations({ subtree: true }).filter(lasts).map((one) => one.finished));
  const walk = async (root) => {
    await settled(root);
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) await walk(e.shadowRoot);
      const pressable = e.matches("button, summary, input, [role=button], a.call, a.menu-item");
      if (!pressable || !e.checkVisibility()) continue;
      const { width, height } = e.getBoundingClientRect();
      if (width < 44 || height < 44) found.push(`${e.outerHTML.slice(0, 90)} ${width} x ${height}`);
    }
  };
  await walk(region);
  return found;
}"""


@pytest.mark.parametrize("state", STATES[1:], ids=lambda state: state.__name__)
def test_targets_are_at_least_44_pixels_large(
    widget: Widget, state: Callable[[Widget], None]
) -> None:
    state(widget)
    assert widget.region.evaluate(SMALL) == []
