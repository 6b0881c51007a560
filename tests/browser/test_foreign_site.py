"""The real gateway, from other sites: who may, how much is loaded, what the hash pins."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from bot.embedding import script_tag
from tests.browser.clinic_page import LAUNCHER, ClinicPage, strict
from tests.fakes.gateway import Gateway
from tests.fakes.service import CLINIC

SECURE = "https://clinic.example"
"""The same clinic where browsers heed an embedder policy, which they do on secure pages only."""
LAUNCHER_AT_MOST = 8 * 1024
ALL_AT_MOST = 150 * 1024


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """The service with an engine that understands nothing, open to one clinic."""
    settings = {
        "ALLOWED_ORIGINS": f"{CLINIC},{SECURE}",
        "EMERGENCY_NUMBER": "999",
        "CLINIC_PHONE": "020 7946 0018",
    }
    running = Gateway(tmp_path_factory.mktemp("gw"), settings, start_seconds=300).start()
    yield running
    running.kill()


@pytest.fixture
def clinic(page: Page, gateway: Gateway) -> ClinicPage:
    """The clinic's page, not served yet."""
    return ClinicPage(page, gateway.url)


def test_a_listed_site_talks_through_the_frame(clinic: ClinicPage) -> None:
    tag = f'<script src="{clinic.service}/widget.js" data-clinic="foreign" async></script>'
    clinic.serve(tag, policy=strict(clinic.service))
    frame = clinic.open()
    clinic.write(frame, "my back trembles")
    expect(frame.get_by_text("You said: my back trembles")).to_be_visible()
    expect(frame.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    frame.get_by_role("button", name="More").click()
    call = frame.get_by_role("link", name="Call the clinic: 020 7946 0018")
    expect(call).to_have_attribute("href", "tel:02079460018")


def test_a_listed_site_talks_from_its_own_page_over_http_and_socket(clinic: ClinicPage) -> None:
    service = clinic.service
    policy = (
        f"default-src 'none'; script-src {service}; style-src 'none'; img-src data:; "
        f"connect-src {service} {service.replace('http', 'ws')}"
    )
    sockets: list[str] = []
    clinic.page.on("websocket", lambda socket: sockets.append(socket.url))
    clinic.serve(clinic.tag('data-mode="inline"'), policy=policy)
    clinic.page.get_by_role("button", name=LAUNCHER).click()
    clinic.page.get_by_role("textbox").click()
    expect(clinic.page.get_by_text("Usually answers at once")).to_be_visible()
    clinic.page.keyboard.insert_text("my back trembles")
    clinic.page.keyboard.press("Enter")
    expect(clinic.page.get_by_text("You said: my back trembles")).to_be_visible()
    assert len(sockets) == 1


def test_where_the_page_forbids_sockets_it_talks_over_http(clinic: ClinicPage) -> None:
    service = clinic.service
    policy = f"default-src 'none'; script-src {service}; connect-src {service}"
    clinic.serve(clinic.tag('data-mode="inline"'), policy=policy)
    clinic.page.get_by_role("button", name=LAUNCHER).click()
    clinic.page.get_by_role("textbox").click()
    clinic.page.keyboard.insert_text("my back trembles")
    clinic.page.keyboard.press("Enter")
    expect(clinic.page.get_by_text("You said: my back trembles")).to_be_visible()


@pytest.mark.parametrize("coep", ["require-corp", "credentialless"])
@pytest.mark.parametrize("mode", ["frame", "inline"])
def test_a_page_that_is_isolated_from_other_sites_may_have_it_too(
    page: Page, gateway: Gateway, mode: str, coep: str
) -> None:
    clinic = ClinicPage(page, gateway.url, site=SECURE)
    isolation = {"Cross_Origin_Embedder_Policy": coep, "Cross_Origin_Opener_Policy": "same-origin"}
    clinic.serve(clinic.tag(f'data-mode="{mode}"'), **isolation)
    assert page.evaluate("crossOriginIsolated") is True
    page.get_by_role("button", name=LAUNCHER).click()
    at = clinic.widget() if mode == "frame" else page
    at.get_by_role("textbox").click()
    page.keyboard.insert_text("my back trembles")
    page.keyboard.press("Enter")
    expect(at.get_by_text("You said: my back trembles")).to_be_visible()


def test_an_isolated_page_may_load_the_widget_and_nothing_of_the_api(
    page: Page, gateway: Gateway
) -> None:
    clinic = ClinicPage(page, gateway.url, site=SECURE)
    clinic.serve("", Cross_Origin_Embedder_Policy="require-corp")
    load = "url => fetch(url, { mode: 'no-cors' }).then(() => 'loaded', () => 'refused')"
    paths = ("/widget.js", "/static/widget/frame.html", "/api/v1/clinic", "/")
    told = {path: page.evaluate(load, gateway.url + path) for path in paths}
    assert list(told.values()) == ["loaded", "loaded", "refused", "refused"]


def test_another_site_gets_neither_launcher_nor_frame_nor_socket(
    page: Page, gateway: Gateway
) -> None:
    said: list[ConsoleMessage] = []
    page.on("console", lambda message: said.append(message))  # noqa: PLW0108 - Playwright marks it
    stranger = ClinicPage(page, gateway.url, site="http://stranger.example")
    frame = f'<iframe src="{gateway.url}/static/widget/frame.html" title="stolen"></iframe>'
    stranger.serve(stranger.tag(), body=frame)
    page.wait_for_timeout(1500)
    expect(page.get_by_role("button", name=LAUNCHER)).to_have_count(0)
    assert page.frame_locator("iframe").get_by_role("textbox").count() == 0
    assert any("is http://stranger.example in its ALLOWED_ORIGINS?" in m.text for m in said)
    address = gateway.url.replace("http", "ws") + "/api/v1/ws"
    closed = page.evaluate(
        "url => new Promise(done => { const s = new WebSocket(url);"
        " s.onopen = () => done('open'); s.onerror = () => done('refused') })",
        address,
    )
    assert closed == "refused"


def test_the_hash_of_the_documents_runs_and_another_does_not(clinic: ClinicPage) -> None:
    tag = script_tag(clinic.service, "foreign")
    clinic.serve(tag, policy=strict(clinic.service))
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    clinic.page.unroute_all()
    clinic.serve(re.sub("sha384-....", "sha384-AAAA", tag))
    clinic.page.wait_for_timeout(800)
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_have_count(0)


def test_little_is_loaded_at_first_and_not_much_when_it_is_opened(clinic: ClinicPage) -> None:
    requests: list[Request] = []
    clinic.page.on("request", lambda asked: requests.append(asked))  # noqa: PLW0108 - as above
    clinic.serve(clinic.tag())
    expect(clinic.page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    clinic.page.wait_for_timeout(300)
    at_first = files(requests, clinic)
    assert at_first == [
        "/widget.js",
        "/static/widget/strings.en.json",
        "/static/widget/launcher.css",
    ]
    assert weight(clinic.service, at_first) <= LAUNCHER_AT_MOST
    frame = clinic.open()
    expect(frame.get_by_text("Usually answers at once")).to_be_visible()
    everything = files(requests, clinic)
    assert len(everything) > len(at_first)
    assert weight(clinic.service, everything) <= ALL_AT_MOST


def files(requests: list[Request], clinic: ClinicPage) -> list[str]:
    """What was asked of the service, each once; asking anybody else is a fault."""
    urls = dict.fromkeys(r.url for r in requests if not r.url.startswith((clinic.site, "data:")))
    assert all(url.startswith(clinic.service) for url in urls), urls
    paths = [url.removeprefix(clinic.service).split("#")[0] for url in urls]
    return [path for path in paths if not path.startswith("/api/")]


def weight(service: str, paths: list[str]) -> int:
    """How many bytes come over the line for these files."""
    total = 0
    for path in paths:
        request = urllib.request.Request(service + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            total += len(answer.read())
    return total
