"""What anybody writes stays text: no script runs, no picture loads, no bad link lives."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget import Widget

HOSTILE = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "<svg onload=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<a href='javascript:window.hit=1'>press</a>",
    "[press](javascript:window.hit=1)",
    "[press](  JaVaScRiPt:window.hit=1)",
    "![x](http://outside.example/x.png)",
    "![x](data:image/svg+xml,<svg onload=window.hit=1>)",
    "<http://outside.example/auto>",
    "[a]: javascript:window.hit=1\n[press][a]",
    "`</code><img src=x onerror=window.hit=1>`",
    "**bold** _not_ # heading",
    "&lt;img src=x onerror=window.hit=1&gt;",
    "<back-tremor-reply data-key='1'></back-tremor-reply>",
    "{{constructor.constructor('window.hit=1')()}}",
    '"><details open ontoggle=window.hit=1>',
    "<style>*{display:none}</style>",
    "<form action=http://outside.example><button>x</button></form>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_person_writes_is_shown_as_written(widget: Widget, words: str) -> None:
    widget.open()
    widget.write(words)
    widget.shows("First the urgent things")
    bubble = widget.log.locator(".user-message-text").last
    assert squeezed(bubble.inner_text()) == squeezed(words)
    inside = bubble.evaluate("e => [...e.querySelectorAll('*')].map(x => x.localName)")
    assert set(inside) <= {"p", "br"}
    widget.page.reload()
    widget.ready()
    widget.shows("First the urgent things")
    assert widget.page.evaluate("window.hit") is None


def squeezed(words: str) -> str:
    """Without white space, which a bubble may break as it likes."""
    return "".join(words.split())


def test_hostile_words_of_the_server_are_text_too(widget: Widget) -> None:
    widget.open()
    widget.write("hostile")
    reply = widget.log.locator("back-tremor-reply").last
    expect(reply).to_contain_text("<img src=x onerror=alert(1)>")
    expect(reply).to_contain_text("[bad](javascript:alert(1))")
    assert reply.locator("img").count() == 0
    links = reply.locator("a").evaluate_all("all => all.map(a => a.href)")
    assert links == ["https://clinic.example/"]
    expect(widget.choice("<b>title</b>")).to_be_visible()
    assert reply.locator("strong").inner_text() == "bold"


def test_nothing_is_asked_of_another_site(widget: Widget) -> None:
    widget.open().result()
    assert widget.outside == []


def test_the_host_page_gets_one_name_only(widget: Widget) -> None:
    widget.page.goto(widget.url)
    before = set(widget.page.evaluate("Object.getOwnPropertyNames(window)"))
    widget.open()
    after = set(widget.page.evaluate("Object.getOwnPropertyNames(window)"))
    assert after - before <= {"BackTremor"}


def test_styles_of_a_hostile_page_do_not_reach_the_widget(widget: Widget) -> None:
    widget.page.goto(widget.url)
    widget.page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('* { color: red !important; font-size: 40px !important }'
            + ' button { display: none !important }');
          document.adoptedStyleSheets.push(sheet);
          window.BackTremor.open();
        }"""
    )
    widget.ready()
    size = widget.choice("About me").evaluate("e => getComputedStyle(e).fontSize")
    assert size == "15px"
    colour = widget.choice("About me").evaluate("e => getComputedStyle(e).color")
    assert colour != "rgb(255, 0, 0)"
