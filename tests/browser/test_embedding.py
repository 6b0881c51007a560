"""On a foreign site: one tag or one frame, a strict policy, and neither page reads the other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clinic_page import LAUNCHER, ClinicPage, strict
from tests.browser.widget import COMPLAINT, control
from tests.fakes.running import Server


@pytest.fixture
def clinic(page: Page, fake: Server) -> ClinicPage:
    """A page of a foreign clinic, not served yet."""
    return ClinicPage(page, fake.url)


@pytest.fixture
def strict_clinic(clinic: ClinicPage) -> ClinicPage:
    """A page that forbids everything but the assistant."""
    clinic.serve(clinic.tag(), policy=strict(clinic.service))
    return clinic


def test_a_conversation_works_under_a_strict_policy(strict_clinic: ClinicPage) -> None:
    refused: list[str] = []
    strict_clinic.page.on("console", lambda message: refused.append(message.text))
    frame = strict_clinic.open()
    strict_clinic.write(frame, COMPLAINT)
    frame.get_by_role("button", name="None of these").click()
    expect(frame.get_by_text("Did it begin suddenly")).to_be_visible()
    expect(frame.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    assert [words for words in refused if "Content Security Policy" in words] == []
    assert strict_clinic.upset == []


def test_the_page_cannot_read_what_is_said(strict_clinic: ClinicPage) -> None:
    strict_clinic.open()
    readable = strict_clinic.page.evaluate(
        """() => {
          const root = document.querySelector('[data-back-tremor]').shadowRoot;
          try { return root.querySelector('iframe').contentWindow.document.body.innerText; }
          catch (error) { return error.name; }
        }"""
    )
    assert readable == "SecurityError"
    assert strict_clinic.page.evaluate("Object.keys(sessionStorage)") == ["back-tremor:open"]


EAVESDROPPER = """<script>
  window.heard = [];
  const keep = (thing) => window.heard.push(String(thing));
  addEventListener("message", (event) => keep(Object.values(event.data.backTremor ?? {})));
  for (const type of ["keydown", "beforeinput", "input", "paste"])
    addEventListener(type, (event) => {
      keep(event.data ?? event.key);
      event.stopImmediatePropagation();
      event.preventDefault();
    }, true);
  Object.prototype.extra = () => {};
  Array.prototype.extra = 1;
  Array.from = Array.prototype.at = String.prototype.replaceAll = undefined;
  const real = window.fetch;
  window.fetch = (...all) => { keep(all[0]); return real(...all); };
</script><style>
  * { color: red !important; font: 40px serif !important; transform: none; max-width: 3px; }
  div, iframe, button, dialog {
    display: none !important; width: 1px !important; opacity: 0 !important;
  }
  body { transform: rotate(3deg) scale(0.9); filter: blur(0); overflow: hidden; }
  #cover {
    display: block !important; position: fixed; inset: 0; z-index: 2147483647; max-width: none;
    width: auto !important; background: pink;
  }
</style>"""


def test_a_hostile_page_neither_breaks_it_nor_listens(clinic: ClinicPage) -> None:
    clinic.serve(EAVESDROPPER + clinic.tag(), body="<div id=cover></div>")
    frame = clinic.open()
    clinic.write(frame, COMPLAINT)
    frame.get_by_role("button", name="None of these").click()
    expect(frame.get_by_text("Did it begin suddenly")).to_be_visible()
    panel = clinic.page.locator("dialog.panel").bounding_box()
    assert panel is not None
    assert panel["width"] > 300
    heard = " ".join(clinic.page.evaluate("window.heard"))
    assert "static/widget/launcher.css" in heard  # it did listen
    assert "trembling" not in heard
    assert "None of these" not in heard
    assert clinic.upset == []


SNAPSHOT = """() => ({
  names: Object.getOwnPropertyNames(window).sort(),
  head: document.head.innerHTML.replace(/<script.*?<\\/script>/, ""),
  attributes: [document.documentElement, document.body].map(e => e.getAttributeNames().join()),
  sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
  children: [...document.body.children]
    .filter(e => !("backTremor" in e.dataset)).map(e => e.outerHTML),
  cookies: document.cookie,
  local: {...localStorage},
})"""


def test_the_page_stays_as_it_was_but_for_the_one_name(clinic: ClinicPage) -> None:
    clinic.serve("")
    before = clinic.page.evaluate(SNAPSHOT)
    clinic.page.unroute_all()
    clinic.serve(clinic.tag())
    clinic.open()
    after = clinic.page.evaluate(SNAPSHOT)
    assert set(after.pop("names")) - set(before.pop("names")) == {"BackTremor"}
    assert after == before


@pytest.mark.parametrize(
    ("head", "options", "name", "kind"),
    [
        ("", 'data-global=""', "BackTremor", "undefined"),
        ("", 'data-global="Helper"', "Helper", "object"),
        ("<script>var BackTremor = 'ours'</script>", "", "BackTremor", "string"),
        ("", 'data-global="location"', "BackTremor", "undefined"),
    ],
)
def test_the_name_is_the_pages_to_choose(
    clinic: ClinicPage, head: str, options: str, name: str, kind: str
) -> None:
    clinic.serve(head + clinic.tag(options))
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    assert clinic.page.evaluate(f"typeof window.{name}") == kind
    clinic.page.evaluate("document.querySelector('script[data-clinic]').backTremor.open()")
    clinic.widget()


def test_named_twice_it_stands_there_once(clinic: ClinicPage) -> None:
    clinic.serve(clinic.tag() + clinic.tag())
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_have_count(1)
    clinic.page.wait_for_timeout(300)
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_have_count(1)


def test_the_page_can_open_fill_send_close_and_hear(strict_clinic: ClinicPage) -> None:
    page = strict_clinic.page
    expect(page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    page.evaluate(
        """() => {
          window.heard = [];
          for (const type of ["open", "close", "message"])
            BackTremor.on(type, (event) => window.heard.push(event.kind ?? type));
          BackTremor.on("message", () => { throw new Error("a fault of the page's") });
          BackTremor.on("open", () => window.heard.push("too much"))();
        }"""
    )
    page.evaluate("BackTremor.fill('my back')")
    frame = strict_clinic.widget()
    expect(frame.get_by_role("textbox")).to_have_text("my back")
    page.evaluate(f"BackTremor.send({COMPLAINT!r})")
    expect(frame.get_by_role("button", name="None of these")).to_be_visible()
    page.evaluate("BackTremor.close()")
    expect(page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    heard = page.evaluate("window.heard")
    assert (heard[0], heard[-1]) == ("open", "close")
    assert heard.count("open") == 1
    assert "question" in heard
    assert "too much" not in heard


def test_closing_inside_the_frame_gives_the_focus_back(strict_clinic: ClinicPage) -> None:
    frame = strict_clinic.open()
    frame.get_by_role("button", name="Close the chat").click()
    expect(strict_clinic.page.get_by_role("button", name=LAUNCHER)).to_be_focused()


def test_what_comes_while_it_is_closed_is_counted(strict_clinic: ClinicPage) -> None:
    frame = strict_clinic.open()
    expect(frame.get_by_text("Usually answers at once")).to_be_visible()
    strict_clinic.page.evaluate("BackTremor.close()")
    launcher = strict_clinic.page.get_by_role("button", name=LAUNCHER)
    line = {"role": "agent", "name": "Amira", "text": "Are you still there?"}
    for number in (1, 2):
        control(strict_clinic.service, {"lines": [line]})
        expect(launcher).to_have_accessible_name(f"{LAUNCHER} New messages: {number}")
    strict_clinic.open()
    strict_clinic.page.evaluate("BackTremor.close()")
    expect(launcher).to_have_accessible_name(LAUNCHER)


def test_colour_side_label_and_theme_are_options(clinic: ClinicPage) -> None:
    options = 'data-accent="#663399" data-side="start" data-label="Need help?" data-theme="dark"'
    clinic.serve(clinic.tag(options))
    button = clinic.page.get_by_role("button", name="Need help?")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] < 100
    button.click()
    frame = clinic.widget()
    expect(frame.locator("header.head")).to_have_css("background-color", "rgb(102, 51, 153)")
    expect(frame.locator(".shell")).to_have_attribute("data-theme", "dark")


def test_a_pale_colour_gets_dark_words(clinic: ClinicPage) -> None:
    clinic.serve(clinic.tag('data-accent="#ffd54a"'))
    button = clinic.page.get_by_role("button", name=LAUNCHER)
    expect(button).to_have_css("background-color", "rgb(255, 213, 74)")
    expect(button).to_have_css("color", "rgb(0, 0, 0)")


LOGO = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><circle r='20'/></svg>"


@pytest.mark.parametrize(
    ("logo", "shown"), [("/logo.svg", 1), ("https://outside.example/logo.svg", 0)]
)
def test_the_logo_comes_from_the_clinics_own_site_only(
    clinic: ClinicPage, logo: str, shown: int
) -> None:
    clinic.serve(clinic.tag(f'data-logo="{logo}"'))
    clinic.page.route(
        "**/logo.svg", lambda route: route.fulfill(body=LOGO, content_type="image/svg+xml")
    )
    frame = clinic.open()
    expect(frame.locator("img.logo")).to_have_count(shown)
    if shown:
        assert (
            frame.locator("img.logo").evaluate("e => e.decode().then(() => e.naturalWidth)") == 40
        )


def test_the_clinics_greeting_comes_once_and_can_be_sent_away(clinic: ClinicPage) -> None:
    clinic.serve(clinic.tag('data-greeting="Does your back tremble?" data-greeting-after="0.2"'))
    greeting = clinic.page.get_by_role("status").get_by_role(
        "button", name="Does your back tremble?"
    )
    expect(greeting).to_be_visible()
    expect(greeting).not_to_be_focused()
    clinic.page.get_by_role("button", name="Dismiss").click()
    expect(greeting).to_have_count(0)
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_be_focused()
    clinic.page.reload()
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    clinic.page.wait_for_timeout(600)
    expect(greeting).to_have_count(0)


def test_the_greeting_opens_the_assistant(clinic: ClinicPage) -> None:
    clinic.serve(clinic.tag('data-greeting="Does your back tremble?" data-greeting-after="0.2"'))
    clinic.page.get_by_role("button", name="Does your back tremble?").click()
    expect(clinic.widget().get_by_text("Who is it about?")).to_be_visible()
    expect(clinic.page.get_by_text("Does your back tremble?")).to_have_count(0)


def test_without_a_script_a_plain_frame_is_enough(clinic: ClinicPage) -> None:
    frame = (
        f'<iframe src="{clinic.service}/static/widget/frame.html#clinic=foreign&emergency=999"'
        ' title="Back tremor assistant" width="420" height="640"></iframe>'
    )
    clinic.serve("", body=frame, policy=f"default-src 'none'; frame-src {clinic.service}")
    widget = clinic.widget()
    clinic.write(widget, COMPLAINT)
    widget.get_by_role("button", name="None of these").click()
    expect(widget.get_by_text("Did it begin suddenly")).to_be_visible()
    expect(widget.get_by_role("button", name="Close the chat")).to_have_count(0)


def test_when_it_cannot_be_loaded_it_says_so_and_may_be_tried_again(clinic: ClinicPage) -> None:
    clinic.serve(clinic.tag())
    clinic.page.route("**/app.js", lambda route: route.abort())
    clinic.page.get_by_role("button", name=LAUNCHER).click()
    expect(clinic.page.get_by_role("status").get_by_text("could not be loaded")).to_be_visible()
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    clinic.page.unroute("**/app.js")
    clinic.open()
    expect(clinic.page.get_by_text("could not be loaded")).to_have_count(0)


def test_a_phone_gets_the_whole_screen_and_the_page_behind_is_out_of_reach(
    clinic: ClinicPage,
) -> None:
    clinic.page.set_viewport_size({"width": 390, "height": 780})
    clinic.serve(clinic.tag(), body='<a href="#x" id="behind">behind</a>')
    frame = clinic.open()
    box = clinic.page.locator("dialog.panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 780}
    clinic.page.evaluate("document.getElementById('behind').focus()")
    assert clinic.page.evaluate("document.activeElement.id") != "behind"
    frame.get_by_role("button", name="Close the chat").click()
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_be_focused()
