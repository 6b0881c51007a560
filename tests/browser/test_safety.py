"""The widget and the page around it leave each other alone, and nobody else hears of the visit."""

from __future__ import annotations

from tests.browser.widget import Widget


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
